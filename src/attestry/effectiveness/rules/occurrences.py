"""The calendar of a recurring control: which occurrences a period holds, when each is due, and its grace.

A period is half-open, [from_on, until_on), in days of UTC. Units are counted as an examination
counts them: days and working days as they are, whole weeks from the period's first day, and months
that the period touches, so that no date is ever moved by a month and neither 31 January nor a leap
year has anything to go wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

SATURDAY = 5
_DAY = timedelta(days=1)


class Rhythm(StrEnum):
    """How often something is due that has a calendar."""

    DAILY = "daily"
    BUSINESS_DAILY = "business_daily"
    WEEKLY = "weekly"
    SEMIMONTHLY = "semimonthly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"


# How long after it was due an occurrence may come to be known before its absence is a deviation.
GRACE: Mapping[Rhythm, timedelta] = {
    Rhythm.DAILY: timedelta(days=1),
    Rhythm.BUSINESS_DAILY: timedelta(days=3),
    Rhythm.WEEKLY: timedelta(days=3),
    Rhythm.SEMIMONTHLY: timedelta(days=5),
    Rhythm.MONTHLY: timedelta(days=10),
    Rhythm.QUARTERLY: timedelta(days=15),
    Rhythm.SEMIANNUAL: timedelta(days=30),
    Rhythm.ANNUAL: timedelta(days=30),
}
_MONTHS: Mapping[Rhythm, int] = {Rhythm.QUARTERLY: 3, Rhythm.SEMIANNUAL: 6, Rhythm.ANNUAL: 12}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One expected occurrence: to be done within [from_at, until_at), due when that is over."""

    from_at: datetime
    until_at: datetime
    grace: timedelta

    @property
    def due_at(self) -> datetime:
        """The instant by which it is to be done and known."""
        return self.until_at

    @property
    def deviation_from(self) -> datetime:
        """The instant from which its absence is a deviation: when it was due, and the grace after."""
        return self.until_at + self.grace


def rhythm_of(frequency: str) -> Rhythm | None:
    """The rhythm of a control's frequency; None where no calendar says when: per event, on change, ever."""
    return Rhythm(frequency) if frequency in set(Rhythm) else None


def occurrences(rhythm: Rhythm, from_on: date, until_on: date) -> tuple[Occurrence, ...]:
    """The expected occurrences of [from_on, until_on), in order and disjoint; an empty period has none.

    Weeks, quarters and halves that the period does not hold whole are not expected; a year is
    expected once however short the period.
    """
    if from_on >= until_on:
        return ()
    return tuple(
        Occurrence(_midnight(start), _midnight(end), GRACE[rhythm])
        for start, end in _windows(rhythm, from_on, until_on)
    )


def _windows(rhythm: Rhythm, from_on: date, until_on: date) -> Iterator[tuple[date, date]]:
    match rhythm:
        case Rhythm.DAILY:
            return _days(from_on, until_on)
        case Rhythm.BUSINESS_DAILY:
            return ((start, end) for start, end in _days(from_on, until_on) if start.weekday() < SATURDAY)
        case Rhythm.WEEKLY:
            return _weeks(from_on, until_on)
        case Rhythm.MONTHLY:
            return _month_groups(from_on, until_on, 1)
        case Rhythm.SEMIMONTHLY:
            return _halves(from_on, until_on)
        case Rhythm.QUARTERLY | Rhythm.SEMIANNUAL:
            return _month_groups(from_on, until_on, _MONTHS[rhythm])
        case Rhythm.ANNUAL:
            if months_touched(from_on, until_on) < _MONTHS[rhythm]:
                return iter([(from_on, until_on)])
            return _month_groups(from_on, until_on, _MONTHS[rhythm])


def months_touched(from_on: date, until_on: date) -> int:
    """How many calendar months a period that is not empty has a day in."""
    return _month_number(until_on - _DAY) - _month_number(from_on) + 1


def quarters_until(day: date, count: int) -> tuple[date, date]:
    """So many calendar quarters, the last of which holds ``day``."""
    first = _month_number(day) // 3 * 3
    return _month_start(first + 3 - 3 * count), _month_start(first + 3)


def _days(from_on: date, until_on: date) -> Iterator[tuple[date, date]]:
    for number in range((until_on - from_on).days):
        yield from_on + number * _DAY, from_on + (number + 1) * _DAY


def _weeks(from_on: date, until_on: date) -> Iterator[tuple[date, date]]:
    for number in range((until_on - from_on).days // 7):
        yield from_on + number * 7 * _DAY, from_on + (number + 1) * 7 * _DAY


def _halves(from_on: date, until_on: date) -> Iterator[tuple[date, date]]:
    for start, end in _month_groups(from_on, until_on, 1):
        middle = start.replace(day=16)
        for left, right in ((start, min(middle, end)), (max(start, middle), end)):
            if left < right:
                yield left, right


def _month_groups(from_on: date, until_on: date, size: int) -> Iterator[tuple[date, date]]:
    """Groups of months from the first that is touched, cut to the period; an unfinished group is left."""
    first = _month_number(from_on)
    for group in range(months_touched(from_on, until_on) // size):
        start, end = _month_start(first + group * size), _month_start(first + (group + 1) * size)
        yield max(start, from_on), min(end, until_on)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
