"""The dates of an engagement: what cannot be, and what a reader would hold against them."""

from __future__ import annotations

from datetime import date

from attestry.engagements.rules.kind import EngagementKind
from attestry.readiness.rules.report_decision import ReportDates, length_warnings, wrong_dates
from attestry.readiness.rules.report_type import ReportType


def wrong_period(
    kind: EngagementKind, from_on: date | None, until_on: date, *, today: date
) -> dict[str, str]:
    """What cannot be, by field: a Type 1 speaks of one day, every other kind of a period."""
    return wrong_dates(_dates(kind, from_on, until_on), today=today)


def period_warnings(kind: EngagementKind, from_on: date | None, until_on: date) -> tuple[str, ...]:
    """What a reader may hold against the length of the period; it may be kept with a reason."""
    return length_warnings(_dates(kind, from_on, until_on))


def _dates(kind: EngagementKind, from_on: date | None, until_on: date) -> ReportDates:
    is_period = kind.has_period
    return ReportDates(ReportType.TYPE_2 if is_period else ReportType.TYPE_1, from_on, until_on)
