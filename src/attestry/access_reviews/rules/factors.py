"""How many of the critical systems let nobody in without a second factor (CC6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Whether everybody who signs in to a system needs a second factor."""

    COVERED = "covered"
    LACKING = "lacking"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SystemFactors:
    """Who signs in to one system, as a sealed list has them: how many, and who without a second factor.

    ``entry_seq`` None: no sealed list has it (any more). ``is_short``: the list may lack rows.
    """

    connection: str
    title: str
    system: str
    is_critical: bool
    account_count: int = 0
    lacking: tuple[str, ...] = ()
    unknown_count: int = 0
    entry_seq: int | None = None
    observed_at: datetime | None = None
    is_short: bool = False

    @property
    def name(self) -> str:
        """What one calls it."""
        return self.system or self.title

    @property
    def standing(self) -> Standing:
        """Lacking where anybody is known to lack; a list of nobody, or not whole, is never covered."""
        if self.lacking:
            return Standing.LACKING
        is_known = self.account_count and not self.unknown_count and not self.is_short
        return Standing.COVERED if is_known else Standing.UNKNOWN


@dataclass(frozen=True, slots=True)
class FactorCoverage:
    """The critical systems, and which of them are covered. Others do not count."""

    systems: tuple[SystemFactors, ...]

    @property
    def critical(self) -> tuple[SystemFactors, ...]:
        """The population."""
        return tuple(one for one in self.systems if one.is_critical)

    def standing(self, wanted: Standing) -> tuple[SystemFactors, ...]:
        """The critical systems that stand so."""
        return tuple(one for one in self.critical if one.standing is wanted)

    @property
    def covered_count(self) -> int:
        """How many are covered."""
        return len(self.standing(Standing.COVERED))

    @property
    def percent(self) -> int | None:
        """The share of them that is covered, rounded down; None where none is critical."""
        return self.covered_count * 100 // len(self.critical) if self.critical else None


def coverage_of(systems: Sequence[SystemFactors]) -> FactorCoverage:
    """Critical ones first, those that lack before those that are not known."""
    places = {Standing.LACKING: 0, Standing.UNKNOWN: 1, Standing.COVERED: 2}
    return FactorCoverage(
        tuple(sorted(systems, key=lambda one: (not one.is_critical, places[one.standing], one.name.lower())))
    )
