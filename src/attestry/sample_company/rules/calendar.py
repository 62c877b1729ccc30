"""The story's days as dates: day 0 is a Monday, so that every day keeps its weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

WEEK = 7


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the story lies in time. ``day_zero`` is a Monday."""

    day_zero: date

    @classmethod
    def ending(cls, last_on: date, last_day: int) -> Calendar:
        """The calendar on which day ``last_day`` falls on ``last_on`` or up to six days before it."""
        first = last_on - timedelta(days=last_day)
        return cls(first - timedelta(days=first.weekday()))

    def on(self, day: int) -> date:
        """The date of a day."""
        return self.day_zero + timedelta(days=day)

    def at(self, day: int, hour: int = 0, minute: int = 0) -> datetime:
        """An instant of a day; hours past 24 lie on later days."""
        start = datetime.combine(self.on(day), time(), UTC)
        return start + timedelta(hours=hour, minutes=minute)

    def day_of(self, instant: datetime) -> int:
        """The day on which an instant lies."""
        return (instant.astimezone(UTC).date() - self.day_zero).days

    def moment(self, now: datetime, after: datetime | None = None) -> Moment:
        """The moment at which a stream is read; ``after`` is the reading before."""
        return Moment(self, now, self.day_of(now), after)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a stream is read, and since when its events are wanted (all of them where None)."""

    calendar: Calendar
    now: datetime
    day: int
    after: datetime | None = None

    def is_new(self, instant: datetime) -> bool:
        """Whether something that happened then is said in this reading: after < instant <= now."""
        return instant <= self.now and (self.after is None or instant > self.after)

    def days_since(self, first: int) -> range:
        """The days whose events may be new, from ``first`` on where there was no reading before."""
        start = first if self.after is None else self.calendar.day_of(self.after)
        return range(start, self.day + 1)

    def passed(self, day: int | None) -> date | None:
        """The date of a day that has begun; None where it lies ahead or there is none."""
        return None if day is None or day > self.day else self.calendar.on(day)

    def monday(self, lag: int = 0) -> int:
        """The Monday of this week, or of ``lag`` days before."""
        day = self.day - lag
        return day - day % WEEK


def is_workday(day: int) -> bool:
    """Monday to Friday."""
    return day % WEEK < 5
