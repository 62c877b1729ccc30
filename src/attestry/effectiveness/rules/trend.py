"""Outcome measures of two periods beside each other: which way each went, and whether it asks the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way a measure went."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NOT_MEASURED = "not_measured"

    @property
    def label(self) -> str:
        """The direction in words."""
        return {"same": "No change", "not_measured": "Nothing to compare"}.get(
            self.value, self.value.capitalize()
        )


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure in the period before and in this one; None: there was nothing to measure."""

    name: str
    before: float | None
    now: float | None
    more_is_better: bool

    @property
    def direction(self) -> Direction:
        """Better or worse, by what more of it means."""
        if self.before is None or self.now is None:
            return Direction.NOT_MEASURED
        if self.before == self.now:
            return Direction.SAME
        return Direction.BETTER if (self.now > self.before) is self.more_is_better else Direction.WORSE


Versions = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Definitions:
    """How what was asked differs between two periods, by test."""

    reworded: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the two periods do not measure the same."""
        return bool(self.reworded or self.joined or self.left)


def compared(before: Versions, now: Versions, *, reset: Collection[str] = ()) -> Definitions:
    """The tests that were asked differently in the two periods.

    ``before`` and ``now`` are the versions that each test was asked in; ``reset`` those whose
    thresholds were set anew in either. The same single version in both is the same question.
    """
    both = sorted({*before} & {*now})
    return Definitions(
        reworded=tuple(one for one in both if len({*before[one], *now[one]}) > 1 or one in reset),
        joined=tuple(sorted({*now} - {*before})),
        left=tuple(sorted({*before} - {*now})),
    )
