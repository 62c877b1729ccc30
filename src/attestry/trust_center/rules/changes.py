"""Changes of subprocessors: announced some days before they take effect."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

FEWEST_DAYS, MOST_DAYS, USUAL_DAYS = 1, 180, 30
REMEMBERED_FOR = timedelta(days=365)


class ChangeKind(StrEnum):
    """What changes."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The change as a list says it."""
        return {"added": "New", "changed": "Changed", "ended": "Ends"}[self.value]


def earliest(today: date, notice_days: int) -> date:
    """The first day on which a change that is announced today may take effect."""
    return today + timedelta(days=notice_days)
