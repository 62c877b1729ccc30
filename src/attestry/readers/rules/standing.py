"""Whether a grant holds at a moment, and for how long one is given."""

from __future__ import annotations

from datetime import datetime, timedelta

from attestry.readers.errors import PeriodRefused
from attestry.readers.rules.kinds import GrantState

USUAL_DAYS, MOST_DAYS = 90, 400
REMINDED_BEFORE = timedelta(days=7)
UNPROVED_FOR = timedelta(days=3)
WAITS_TOO_LONG = timedelta(days=2)
LINK_VALID_FOR = timedelta(minutes=30)
INVITATION_VALID_FOR = timedelta(days=7)
SIGNED_IN_FOR = timedelta(hours=8)


def state_at(at: datetime, *, expires_at: datetime, revoked_at: datetime | None) -> GrantState:
    """How a grant stands. One that was revoked stays revoked, also after its day."""
    if revoked_at is not None and revoked_at <= at:
        return GrantState.REVOKED
    return GrantState.ACTIVE if at < expires_at else GrantState.EXPIRED


def lasting(days: int) -> timedelta:
    """The length of a grant. Raises PeriodRefused for less than a day or more than :data:`MOST_DAYS`."""
    if not 1 <= days <= MOST_DAYS:
        raise PeriodRefused(
            f"days: a grant lasts from 1 to {MOST_DAYS} days.",
            next_step="A report is read for about a year; grant again after that.",
        )
    return timedelta(days=days)
