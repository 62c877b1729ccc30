"""Where a policy stands, and the days by which it is reviewed and acknowledged.

Draft → in review → approved → published → superseded (CC5.3: policies say what is expected).
"""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class PolicyKind(StrEnum):
    """What a document is: a policy says what is expected, a procedure how it is done."""

    POLICY = "policy"
    PROCEDURE = "procedure"


class VersionState(StrEnum):
    """Where one version of a text stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """The state as a person would say it."""
        return self.value.replace("_", " ").capitalize()


class Decision(StrEnum):
    """What an approver answers."""

    APPROVED = "approved"
    RETURNED = "returned"


OPEN = (VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED)


@lru_cache(maxsize=4096)
def months_later(day: date, months: int) -> date:
    """The same day of the month, ``months`` on; its last day where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def acknowledge_by(
    *,
    asked_on: date,
    within_days: int,
    again_after_months: int,
    last_on: date | None,
) -> date:
    """The day by which somebody has to acknowledge a published version, or has to do so again.

    ``asked_on`` is the later of the day that the version took effect and the person's first day;
    ``again_after_months`` of 0: once per version is enough, which is said by the day it was due.
    """
    if last_on is None or not again_after_months:
        return asked_on + timedelta(days=within_days)
    return months_later(last_on, again_after_months)


def is_acknowledged(*, again_after_months: int, last_on: date | None, on: date) -> bool:
    """Whether what somebody said last still counts on a day."""
    if last_on is None:
        return False
    return not again_after_months or on < months_later(last_on, again_after_months)


def may_decide(key: str, *, writers: Collection[str], others_who_may: int) -> bool:
    """Whether somebody may approve a text: never one's own, unless nobody else could."""
    return key not in writers or others_who_may == 0
