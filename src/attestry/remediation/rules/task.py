"""The states of a task, which move leads from where to where, and how urgent a task is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import IntEnum, StrEnum


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    FIXED = "fixed"
    VERIFIED = "verified"
    CLOSED = "closed"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The state as a person would say it."""
        return "Risk accepted" if self is TaskState.ACCEPTED else self.value.replace("_", " ").capitalize()


UNFIXED = (TaskState.OPEN, TaskState.IN_PROGRESS)
LEFT = (*UNFIXED, TaskState.FIXED, TaskState.VERIFIED)
DONE = (TaskState.CLOSED, TaskState.ACCEPTED)
# A dependency does not hold back any more once its fix was verified.
SETTLED = (TaskState.VERIFIED, *DONE)


class Move(StrEnum):
    """What is done with a task."""

    START = "start"
    FIX = "fix"
    VERIFY = "verify"
    CLOSE = "close"
    ACCEPT = "accept"
    REOPEN = "reopen"


MOVES: Mapping[Move, tuple[tuple[TaskState, ...], TaskState]] = {
    Move.START: ((TaskState.OPEN,), TaskState.IN_PROGRESS),
    Move.FIX: (UNFIXED, TaskState.FIXED),
    Move.VERIFY: ((TaskState.FIXED,), TaskState.VERIFIED),
    Move.CLOSE: ((TaskState.VERIFIED,), TaskState.CLOSED),
    Move.ACCEPT: (UNFIXED, TaskState.ACCEPTED),
    Move.REOPEN: ((TaskState.FIXED, TaskState.VERIFIED, *DONE), TaskState.OPEN),
}


def moves_from(state: TaskState) -> tuple[Move, ...]:
    """The moves that may be made of a task in this state."""
    return tuple(move for move, (before, _) in MOVES.items() if state in before)


class Priority(IntEnum):
    """How urgent a task is; 1 comes first."""

    BLOCKER = 1
    HIGH = 2
    MEDIUM = 3
    LOW = 4

    @property
    def label(self) -> str:
        """The priority as a person would say it."""
        return self.name.capitalize()


class TaskKind(StrEnum):
    """What the gap of a task is; ``other`` where somebody wrote the task by hand."""

    MISSING = "missing"
    INADEQUATE = "inadequate"
    NOT_OPERATING = "not_operating"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as a person would say it."""
        return self.value.replace("_", " ").capitalize()


URGENCY: Mapping[TaskKind, Priority] = {
    TaskKind.MISSING: Priority.HIGH,
    TaskKind.NOT_OPERATING: Priority.HIGH,
    TaskKind.INADEQUATE: Priority.MEDIUM,
    TaskKind.OTHER: Priority.MEDIUM,
}

REMINDED_BEFORE = (7, 1, 0)
_EVERY_DAYS_AFTER = 7


def is_reminded_on(due_on: date, on: date) -> bool:
    """Whether a deadline is told on a day: a week and a day before, on it, the day after, then weekly."""
    left = (due_on - on).days
    return left in REMINDED_BEFORE or (left < 0 and (-left - 1) % _EVERY_DAYS_AFTER == 0)


def is_reminded_between(due_on: date, *, after: date, until: date) -> bool:
    """Whether a day in (after, until] tells it, so that a day without power loses no reminder."""
    first = max(after, until - timedelta(days=_EVERY_DAYS_AFTER))
    days = (first + timedelta(days=n) for n in range(1, (until - first).days + 1))
    return any(is_reminded_on(due_on, one) for one in days)
