"""How one known weakness stands against the days that its severity allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SEVERITIES = ("critical", "high", "medium", "low")


class Standing(StrEnum):
    """How it stands, in a word."""

    OVERDUE = "overdue"
    IN_TIME = "in time"
    EXCEPTED = "excepted"
    NOT_KNOWN = "not known"
    FIXED_LATE = "fixed late"
    FIXED = "fixed in time"


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """A weakness on one asset, as its control test answers for it on a day.

    ``days_allowed`` is None where its severity says nothing; the last of them still counts.
    """

    item_id: str
    what: str
    severity: str
    outcome: str
    reason: str
    found_on: date | None
    fixed_on: date | None
    days_open: int | None
    days_allowed: int | None
    accepted_until: date | None
    accepted_by: str
    owner: str

    @property
    def days_over(self) -> int:
        """How many days beyond what is allowed; 0 where it is not."""
        if self.days_open is None or self.days_allowed is None:
            return 0
        return max(0, self.days_open - self.days_allowed)

    @property
    def fix_by(self) -> date | None:
        """The last day on which it is in time; None where that is not known."""
        if self.found_on is None or self.days_allowed is None:
            return None
        return self.found_on + timedelta(days=self.days_allowed)

    @property
    def standing(self) -> Standing:
        """How it stands, as the test answered."""
        if self.outcome == "not_applicable":
            return Standing.EXCEPTED
        if self.outcome == "unknown":
            return Standing.NOT_KNOWN
        if self.outcome == "fail":
            return Standing.FIXED_LATE if self.fixed_on else Standing.OVERDUE
        return Standing.FIXED if self.fixed_on else Standing.IN_TIME
