"""What a reviewer has to look at twice, which decisions there are, and what proves a removal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DORMANT = timedelta(days=90)
REVIEW_EVERY = timedelta(days=92)
REMOVED_WITHIN = timedelta(days=5)


class Decision(StrEnum):
    """What becomes of an account."""

    KEEP = "keep"
    CHANGE = "change"
    REMOVE = "remove"


class Flag(StrEnum):
    """Why an account is looked at twice: keeping it needs a reason."""

    NOBODY = "belongs to nobody in the register"
    LEFT = "its person left"
    DORMANT = "not used for 90 days"
    PRIVILEGED = "privileged"


@dataclass(frozen=True, slots=True)
class Account:
    """One account as a sealed list has it; ``taken_away``: rights that it lost, and when."""

    account_id: str
    name: str
    system: str
    person_email: str
    is_active: bool | None
    is_privileged: bool | None
    rights: str
    last_used_at: datetime | None
    disabled_at: datetime | None = None
    taken_away: tuple[tuple[str, datetime], ...] = ()


def flags(account: Account, known: dict[str, date | None], at: datetime) -> tuple[Flag, ...]:
    """Why an account is looked at twice; ``known`` is everybody's last day by address."""
    found = []
    if account.person_email not in known:
        found.append(Flag.NOBODY)
    elif (last_day := known[account.person_email]) is not None and last_day < at.date():
        found.append(Flag.LEFT)
    if account.last_used_at is not None and at - account.last_used_at > DORMANT:
        found.append(Flag.DORMANT)
    if account.is_privileged:
        found.append(Flag.PRIVILEGED)
    return tuple(found)


def proof_words(
    decision: Decision, frozen_rights: str, later: Account | None, decided_at: datetime | None = None
) -> str:
    """What a later sealed list shows of an account that was to go or to change; empty: not done yet.

    Where the list carries the event itself (when it was disabled, when a right was taken away after the
    decision), the words name it. A change is shown by a right that is gone: one that came shows nothing.
    """
    if later is None:
        return "The account is gone from the list."
    if later.is_active is False:
        when = f" on {_at(later.disabled_at)}" if later.disabled_at else ""
        return f"The account was disabled{when}."
    if decision is Decision.CHANGE and _rights(frozen_rights) - _rights(later.rights):
        lost = [
            f" {right} was taken away on {_at(at)}."
            for right, at in later.taken_away
            if decided_at is None or at >= decided_at
        ]
        return f"Its rights are now: {later.rights or 'none'}.{''.join(lost)}"
    return ""


def _rights(said: str) -> set[str]:
    return {one.strip() for one in said.split(",") if one.strip()}


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
