"""The earliest honest dates of a Type 1 and a Type 2, each as a range from what is open and what is assumed.

Hours are added up over everything that is open and divided by the working time; nothing is done
in parallel beyond that, and only the wait for a firm runs beside it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from attestry.readiness.rules.assumptions import Span
from attestry.readiness.rules.lacks import Counts, Lack

USUAL_MONTHS = (3, 6, 12)
# Beyond a hundred years an estimate says nothing, and a date would run out of its calendar.
_MOST_DAYS = 36_525
COSTS: Mapping[Lack, tuple[str, ...]] = {
    Lack.UNRATED: ("rate",),
    Lack.NO_CONTROL: ("adopt", "start", "evidence"),
    Lack.NOT_IN_USE: ("adopt",),
    Lack.NO_OWNER: ("start",),
    Lack.NOT_LIVE: ("start",),
    Lack.FAILING: ("fix",),
    Lack.NO_EVIDENCE: ("evidence",),
}


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the day at best to the day at worst."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of lack: how many there are and the hours that they take."""

    lack: Lack
    count: int
    hours: Span


@dataclass(frozen=True, slots=True)
class PeriodEstimate:
    """A Type 2 over ``months``: its first and its last day, and the report in hand."""

    months: int
    begins: DateRange
    ends: DateRange
    report: DateRange


@dataclass(frozen=True, slots=True)
class Estimate:
    """Everything that follows from today's facts and the assumptions."""

    today: date
    work: tuple[Work, ...]
    hours: Span
    in_place: DateRange
    as_of: DateRange
    type_1_report: DateRange
    periods: tuple[PeriodEstimate, ...]

    def period(self, months: int) -> PeriodEstimate:
        """The period of that length. Raises StopIteration where it was not asked for."""
        return next(one for one in self.periods if one.months == months)


def estimate(
    counts: Counts, assumed: Mapping[str, Span], *, today: date, months: Collection[int]
) -> Estimate:
    """The ranges by ``counts`` of what is open today; ``months`` are the lengths of period to show."""
    work = tuple(_work(lack, counts.get(lack, 0), assumed) for lack in Lack)
    hours = Span(sum(one.hours.best for one in work), sum(one.hours.worst for one in work))
    best = _days_of_work(hours.best, assumed["weekly"].best)
    worst = _days_of_work(hours.worst, assumed["weekly"].worst)
    in_place = DateRange(today + timedelta(days=best), today + timedelta(days=worst))
    is_open = any(one.count for one in work)
    as_of = later(in_place, assumed["settle"], days=1) if is_open else in_place
    firm = later(DateRange(today, today), assumed["lead"], days=7)
    lengths = sorted(set(months))
    return Estimate(
        today=today,
        work=work,
        hours=hours,
        in_place=in_place,
        as_of=as_of,
        type_1_report=_report(as_of, firm, assumed, "fieldwork_1"),
        periods=tuple(_period(one, in_place, firm, assumed) for one in lengths),
    )


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def later(start: DateRange, span: Span, *, days: int) -> DateRange:
    """A range moved on by ``span`` units of ``days`` days."""
    return DateRange(
        start.earliest + timedelta(days=span.best * days), start.latest + timedelta(days=span.worst * days)
    )


def _work(lack: Lack, count: int, assumed: Mapping[str, Span]) -> Work:
    best = sum(assumed[one].best for one in COSTS[lack])
    worst = sum(assumed[one].worst for one in COSTS[lack])
    return Work(lack, count, Span(count * best, count * worst))


def _days_of_work(hours: int, weekly: int) -> int:
    return min(ceil(7 * hours / weekly), _MOST_DAYS)


def _report(subject: DateRange, firm: DateRange, assumed: Mapping[str, Span], fieldwork: str) -> DateRange:
    """The report in hand: fieldwork begins when there is something to look at and a firm to look."""
    begins = DateRange(max(subject.earliest, firm.earliest), max(subject.latest, firm.latest))
    return later(later(begins, assumed[fieldwork], days=7), assumed["report"], days=7)


def _period(months: int, begins: DateRange, firm: DateRange, assumed: Mapping[str, Span]) -> PeriodEstimate:
    ends = DateRange(_last_day(begins.earliest, months), _last_day(begins.latest, months))
    return PeriodEstimate(months, begins, ends, _report(ends, firm, assumed, "fieldwork_2"))


def _last_day(begins: date, months: int) -> date:
    return add_months(begins, months) - timedelta(days=1)
