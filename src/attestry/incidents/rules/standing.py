"""How far an incident got, how bad it is, and the order in which its times have to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum


class Severity(StrEnum):
    """How bad. Critical and high are serious: they are looked back on (INC-05)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def is_serious(self) -> bool:
        """Whether a review is asked for."""
        return self in (Severity.CRITICAL, Severity.HIGH)


class IncidentKind(StrEnum):
    """What sort of incident. A credential that was lost comes with steps that nobody may leave out."""

    SECURITY = "security"
    CREDENTIAL_LOSS = "credential_loss"
    AVAILABILITY = "availability"
    PRIVACY = "privacy"
    VENDOR = "vendor"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return "Lost credential" if self is IncidentKind.CREDENTIAL_LOSS else self.value.capitalize()


class IncidentState(StrEnum):
    """How far it got; each follows from the times that are written down."""

    OPEN = "open"
    CONTAINED = "contained"
    RESOLVED = "resolved"
    CLOSED = "closed"


EXERCISE_VALID_FOR = timedelta(days=365)
TIMES = ("happened_at", "detected_at", "contained_at", "resolved_at", "closed_at")
STEPS: dict[IncidentKind, tuple[tuple[str, str], ...]] = {
    IncidentKind.CREDENTIAL_LOSS: (
        ("revoke", "Revoke the credential and end its sessions"),
        ("rotate", "Issue a new one, and rotate every secret that it could read"),
        ("check_use", "Look through the logs for use since it was lost"),
        ("tell_owner", "Tell whoever owns the systems that it opened"),
    )
}


def state_of(
    contained_at: datetime | None, resolved_at: datetime | None, closed_at: datetime | None
) -> IncidentState:
    """The furthest that its times say."""
    if closed_at:
        return IncidentState.CLOSED
    if resolved_at:
        return IncidentState.RESOLVED
    return IncidentState.CONTAINED if contained_at else IncidentState.OPEN


def out_of_order(times: Sequence[datetime | None]) -> int | None:
    """The place of the first time that comes before an earlier one; None where all are in order."""
    latest: datetime | None = None
    for place, at in enumerate(times):
        if at is None:
            continue
        if latest is not None and at < latest:
            return place
        latest = at
    return None
