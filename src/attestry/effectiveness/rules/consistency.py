"""Consistency: of the occurrences that were expected, how many were shown to be done right.

Where nothing was expected there is no share: a control without an occurrence in the period is
not tested, never effective.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.rules.coverage_map import Cell

_EXPECTED = frozenset({State.MET, State.LATE, State.FAILED, State.MISSED, State.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Consistency:
    """``expected`` occurrences, of which ``right`` were done in time and ``unknown`` cannot be told."""

    expected: int
    right: int
    unknown: int = 0
    excused: int = 0
    pending: int = 0

    @property
    def share(self) -> float | None:
        """Right of expected; None where nothing was expected. What is not known is not right."""
        return self.right / self.expected if self.expected else None

    @property
    def wrong(self) -> int:
        """How many were shown not to be done right."""
        return self.expected - self.right - self.unknown


def consistency(cells: Iterable[Cell]) -> Consistency:
    """The figure of a calendar. An excused occurrence was not expected; late within the grace is right."""
    listed = list(cells)
    counts = Counter(one.state for one in listed)
    return Consistency(
        expected=sum(counts[state] for state in _EXPECTED),
        right=counts[State.MET] + sum(one.state is State.LATE and not one.is_deviation for one in listed),
        unknown=counts[State.UNKNOWN],
        excused=counts[State.EXCUSED],
        pending=counts[State.PENDING],
    )
