"""The days of a population in their time zone: from which instant it begins, and until which it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones


def is_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    return name == "UTC" or name in available_timezones()


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included, in a time zone."""

    from_on: date
    until_on: date
    zone: str = "UTC"

    @property
    def from_at(self) -> datetime:
        """The first instant."""
        return self._midnight(self.from_on)

    @property
    def until_at(self) -> datetime:
        """The first instant that is not in it any more."""
        return self._midnight(self.until_on + timedelta(days=1))

    def day_of(self, at: datetime) -> date:
        """The day of an instant; one without a zone is UTC."""
        aware = at if at.tzinfo else at.replace(tzinfo=UTC)
        return aware.astimezone(ZoneInfo(self.zone)).date()

    def instant(self, at: datetime) -> datetime:
        """An instant that a list of this zone says, in UTC."""
        aware = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(self.zone))
        return aware.astimezone(UTC)

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
