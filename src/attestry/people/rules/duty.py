"""What somebody owes: one thing to do by a day, whichever room asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that one person has to do.

    ``kind`` is the noun (policy, training, access review, task); ``url`` is where it is done;
    ``done_on`` is None as long as it is owed.
    """

    kind: str
    title: str
    url: str
    due_on: date | None
    done_on: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Whether it is owed, and its day is over."""
        return self.done_on is None and self.due_on is not None and self.due_on < on
