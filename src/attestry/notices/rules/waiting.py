"""How long a notice waits before it is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class NoticeState(StrEnum):
    """Where a notice is on its way."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"

    @property
    def label(self) -> str:
        """The state as a person would say it."""
        return self.value.replace("_", " ").capitalize()


class ChannelKind(StrEnum):
    """Whose form of message a chat channel understands."""

    SLACK = "slack"
    TEAMS = "teams"

    @property
    def label(self) -> str:
        """The name of the product, and of those that read the same."""
        return {"slack": "Slack, Mattermost or alike", "teams": "Microsoft Teams"}[self.value]


WAITS: tuple[timedelta, ...] = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
KEPT_TRYING = timedelta(days=3)
# Longer than the slowest attempt may take: a process that died with a notice in hand lost it until then.
CLAIMED_FOR = timedelta(minutes=5)


def wait_after(attempts: int) -> timedelta:
    """The wait after so many attempts (from 1): growing, then twelve hours each time."""
    return WAITS[min(max(attempts, 1), len(WAITS)) - 1]


def next_attempt(
    attempts: int, *, made_at: datetime, now: datetime, asked_to_wait: timedelta | None = None
) -> datetime | None:
    """When to try again after ``attempts`` that failed; None: three days are over, it is given up.

    ``asked_to_wait`` is what the other side said (Retry-After); it makes a wait longer, never shorter.
    """
    at = now + max(wait_after(attempts), min(asked_to_wait or timedelta(), timedelta(days=1)))
    return at if at - made_at <= KEPT_TRYING else None
