"""Where one person stands with one course: done, due or overdue, and whether they joined late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where somebody stands with a course on a day."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Terms:
    """How soon a course is owed, and how often again; ``repeat_days`` None: once is enough."""

    days_to_finish: int
    repeat_days: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands. ``due_on`` is the next day by which it is owed; None: never again.

    ``is_late_joiner``: they started after the course was assigned and did not finish it in time.
    """

    state: State
    due_on: date | None
    first_on: date | None
    last_on: date | None
    is_late_joiner: bool


def standing(
    terms: Terms, *, started_on: date, assigned_on: date, passed_on: Collection[date], today: date
) -> Standing:
    """Where somebody stands on a day, from the days on which they passed.

    The first time is counted from the later of their start and the assignment.
    """
    passed = sorted(day for day in passed_on if day <= today)
    first_due = max(started_on, assigned_on) + timedelta(days=terms.days_to_finish)
    joined = started_on >= assigned_on
    is_late = joined and (passed[0] if passed else today) > first_due
    if not passed:
        state = State.OVERDUE if today > first_due else State.DUE
        return Standing(state, first_due, None, None, is_late)
    again = passed[-1] + timedelta(days=terms.repeat_days) if terms.repeat_days else None
    state = State.OVERDUE if again and today > again else State.DONE
    return Standing(state, again, passed[0], passed[-1], is_late)
