"""Stretches: many like observations in a row kept as one, so that a year costs what changed in it.

A stretch remembers its first and its last observation; between them none said otherwise, and each
held until the next. Intervals made of stretches are those made of all observations, except that a
span cut by the beginning of a period still names the entry that first showed it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.interval import Observation


@dataclass(frozen=True, slots=True)
class Stretch:
    """Like observations from ``first_at`` to ``last_at``, the last of which holds until ``holds_until``."""

    outcome: Outcome
    reason: str
    first_at: datetime
    first_seq: int | None
    last_at: datetime
    last_seq: int | None
    holds_until: datetime

    def goes_on_with(self, one: Observation) -> bool:
        """Whether the next observation says the same, and nothing was unobserved before it."""
        is_alike = self.outcome is not Outcome.UNKNOWN or self.reason == one.reason
        return self.outcome is one.outcome and is_alike and one.at <= self.holds_until


def extended(stretches: Sequence[Stretch], seen: Iterable[Observation]) -> tuple[Stretch, ...]:
    """The stretches with what was seen since. Raises ValueError for what speaks of an earlier time."""
    answer = list(stretches)
    for one in seen:
        last = answer[-1] if answer else None
        if last and one.at < last.last_at:
            raise ValueError(f"{one.at} lies before {last.last_at}, which is known already")
        if last and last.goes_on_with(one):
            answer[-1] = replace(last, last_at=one.at, last_seq=one.entry_seq, holds_until=one.holds_until)
        else:
            answer.append(
                Stretch(
                    one.outcome, one.reason, one.at, one.entry_seq, one.at, one.entry_seq, one.holds_until
                )
            )
    return tuple(answer)


def as_known(stretches: Sequence[Stretch], last: Observation) -> tuple[Stretch, ...]:
    """The stretches as they stood when ``last``, which is among them, was the last observation."""
    known = [one for one in stretches if one.first_at <= last.at]
    if known and known[-1].last_at > last.at:
        known[-1] = replace(known[-1], last_at=last.at, last_seq=last.entry_seq, holds_until=last.holds_until)
    return tuple(known)


def bearing(stretches: Sequence[Stretch], *, from_at: datetime, until_at: datetime) -> Iterator[Observation]:
    """The observations that intervals of the period are made of: at most two of each stretch."""
    first = max(bisect_left(stretches, from_at, key=lambda one: one.first_at) - 1, 0)
    end = bisect_right(stretches, until_at, key=lambda one: one.first_at)
    for one in stretches[first:end]:
        holds_until = one.last_at if one.last_at > one.first_at else one.holds_until
        yield Observation(one.first_at, holds_until, one.outcome, one.reason, one.first_seq)
        if one.first_at < one.last_at <= until_at:
            yield Observation(one.last_at, one.holds_until, one.outcome, one.reason, one.last_seq)
