"""The five outcomes, and how many items' outcomes make one verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a control test says of one item, or of a whole population."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    NOT_APPLICABLE = "not_applicable"


ITEM_OUTCOMES = (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
_WORST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items of a population have each outcome."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def total(self) -> int:
        """The size of the population that was seen."""
        return self.passed + self.failed + self.unknown + self.not_applicable


def verdict(counts: Counts, *, fully_seen: bool) -> Outcome:
    """The outcome of a population: one failure fails it; what was not seen is never a pass.

    A population of nobody, fully seen, is empty: neither good nor bad.
    """
    if counts.failed:
        return Outcome.FAIL
    if counts.unknown or not fully_seen:
        return Outcome.UNKNOWN
    if counts.passed:
        return Outcome.PASS
    if counts.not_applicable:
        return Outcome.NOT_APPLICABLE
    return Outcome.EMPTY


def worst(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The outcome that decides over several: fail, unknown, empty, pass, not applicable."""
    found = set(outcomes)
    return next((outcome for outcome in _WORST_FIRST if outcome in found), None)


def verdict_reason(outcome: Outcome, counts: Counts, unseen: Sequence[str]) -> str:
    """The outcome of a population in words; ``unseen``: why it was not fully seen."""
    match outcome:
        case Outcome.FAIL:
            return f"{counts.failed} of {counts.total} fail"
        case Outcome.UNKNOWN if unseen:
            return str(unseen[0])
        case Outcome.UNKNOWN:
            return f"{counts.unknown} of {counts.total} are not known"
        case Outcome.PASS:
            return f"all {counts.passed} hold" if counts.passed != 1 else "the one item holds"
        case Outcome.EMPTY:
            return "nobody is in the population"
        case Outcome.NOT_APPLICABLE:
            return "nothing in the population is concerned"


def broken_reason(error: str) -> str:
    """What is said where a test could not be asked."""
    return f"the test did not run: {error}"
