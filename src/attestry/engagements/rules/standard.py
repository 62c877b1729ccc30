"""The standard that reports name: AT-C 105 and 205 under the SSAEs, by a text that a setting keeps.

SSAE No. 18 recodified the AT-C sections; No. 21 rewrote AT-C 205 for assertion-based examinations; No. 23
aligned them with the quality management standards for engagements beginning on or after 15 December 2025.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FIRST = "AT-C sections 105 and 205, SSAE No. 18 as amended by SSAE No. 21"
SECOND = "AT-C sections 105 and 205, SSAE No. 18 as amended by SSAE No. 21 and No. 23"
SECOND_FROM = date(2025, 12, 15)


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard as reports name it, and the day from which it is named."""

    text: str
    since_on: date


SHIPPED = (Standard(FIRST, date(2022, 6, 15)), Standard(SECOND, SECOND_FROM))


def standard_in_force(known: Iterable[Standard], *, on: date) -> Standard:
    """The latest of those that count on a day; what is shipped where nothing was set. A later one wins."""
    counting = [one for one in (*SHIPPED, *known) if one.since_on <= on]
    return sorted(counting, key=lambda one: one.since_on)[-1] if counting else SHIPPED[0]
