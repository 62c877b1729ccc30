"""What sizes are reckoned from: controls, components and promises, and a scope as it is or might be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attestry.readiness.rules.effort_assumptions import EffortAssumptions


@dataclass(frozen=True, slots=True)
class SizedControl:
    """A control that could belong to the scope: what brings it, and what it takes in a year.

    ``kinds`` are the kinds of component that it is performed on, ``components`` those it is linked with.
    """

    key: str
    title: str
    applies_when: str
    items: int
    minutes: int
    an_item: int
    criteria: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    components: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SizedComponent:
    """A component that counts as in."""

    pk: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: its category, the components that carry it, and the live controls that keep it."""

    key: str
    text: str
    category: str
    components: frozenset[int]
    controls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that sizes are reckoned from. ``criteria`` gives each reference its category."""

    criteria: Mapping[str, str]
    controls: tuple[SizedControl, ...]
    components: tuple[SizedComponent, ...]
    promises: tuple[Promise, ...]
    assumed: EffortAssumptions
    uses_ai: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope as it is or as it might be. ``added`` counts further components by kind."""

    chosen: frozenset[str]
    removed: frozenset[int] = frozenset()
    added: tuple[tuple[str, int], ...] = ()
    systems: int = 0
