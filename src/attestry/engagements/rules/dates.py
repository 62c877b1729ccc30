"""The dates of an engagement: what cannot be, and what a reader would hold against them."""

from __future__ import annotations

from datetime import date, timedelta

from attestry.engagements.rules.kind import EngagementKind
from attestry.readiness.rules.estimate import add_months
from attestry.readiness.rules.report_decision import ReportDates, length_warnings, wrong_dates
from attestry.readiness.rules.report_type import ReportType
from attestry.ui.words import day_words


def wrong_period(
    kind: EngagementKind, from_on: date | None, until_on: date, *, today: date
) -> dict[str, str]:
    """What cannot be, by field: a Type 1 speaks of one day, every other kind of a period."""
    wrong = wrong_dates(_dates(kind, from_on, until_on), today=today)
    if kind.has_period and from_on is None:
        wrong["from_on"] = f"{kind.label} speaks of a period. Say its first day."
    return wrong


def period_warnings(kind: EngagementKind, from_on: date | None, until_on: date) -> tuple[str, ...]:
    """What a reader may hold against the length of the period; it may be kept with a reason."""
    return length_warnings(_dates(kind, from_on, until_on))


def period_words(from_on: date | None, until_on: date) -> str:
    """The period, or the day, as one would say it."""
    if from_on is None:
        return f"As of {day_words(until_on)}"
    return f"{day_words(from_on)} to {day_words(until_on)}"


def next_period(from_on: date, until_on: date) -> tuple[date, date]:
    """The period that follows on the day after, of as many months; of as many days where it has no months."""
    begins = until_on + timedelta(days=1)
    months = _dates(EngagementKind.SOC_2_TYPE_2, from_on, until_on).months or 0
    if months and add_months(from_on, months) == begins:
        return begins, add_months(begins, months) - timedelta(days=1)
    return begins, begins + (until_on - from_on)


def first_period_after(day: date) -> tuple[date, date]:
    """Twelve months from the day after the one that a Type 1 spoke of."""
    begins = day + timedelta(days=1)
    return begins, add_months(begins, 12) - timedelta(days=1)


def unaudited_days(until_on: date, *, today: date) -> int:
    """The days of which the report says nothing: from the day after its last until today, both counted."""
    return max((today - until_on).days, 0)


def _dates(kind: EngagementKind, from_on: date | None, until_on: date) -> ReportDates:
    is_period = kind.has_period
    return ReportDates(ReportType.TYPE_2 if is_period else ReportType.TYPE_1, from_on, until_on)
