"""What adding something to the scope would take, before anybody adds it. A room above this one reckons it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Weight:
    """What one thing more, or one thing less, changes over a year; less is negative.

    ``performed_on`` are the controls that a component's items rest on, ``speaks_to`` the criteria that
    these speak to, ``uncovered`` the promises that it would leave open.
    """

    criteria: int
    controls: int
    items: int
    hours: Decimal
    cost: Decimal
    performed_on: tuple[str, ...] = ()
    speaks_to: int = 0
    uncovered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What toggling each category and adding one more component of each kind would change.

    ``kept_by`` is who last said what is assumed; empty where these are the product's own guesses.
    """

    categories: Mapping[str, Weight]
    kinds: Mapping[str, Weight]
    currency: str
    kept_by: str
