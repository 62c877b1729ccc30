"""Why something that looked like a deviation is none."""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """Why a mark is no deviation. Evidence that is missing is none of these: it has to be seen first."""

    EVIDENCE_SEEN = "evidence_seen"
    WRONG_POPULATION = "wrong_population"
    TIMING = "timing"

    @property
    def label(self) -> str:
        """The ground as a person says it."""
        return _LABELS[self]

    @property
    def wants_entry(self) -> bool:
        """Whether an entry of the ledger has to show it."""
        return self is Ground.EVIDENCE_SEEN


_LABELS = {
    Ground.EVIDENCE_SEEN: "Evidence was missing, and has been seen since",
    Ground.WRONG_POPULATION: "It does not belong to the population",
    Ground.TIMING: "It lies outside the days that are tested, or was done in time",
}
