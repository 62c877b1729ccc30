"""The period of a package as somebody types it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from attestry.audit_packages.errors import PeriodRefused

_TYPED = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of whole days in UTC."""

    from_at: datetime
    until_at: datetime

    @classmethod
    def of_days(cls, first: date, last: date) -> Period:
        """From the first instant of ``first`` until the end of ``last``. Raises PeriodRefused."""
        if last < first:
            raise PeriodRefused(
                f"The period ends on {last}, before it begins on {first}.",
                next_step="Name the first day, then the last.",
            )
        if last == date.max:
            raise PeriodRefused(f"{last} is no day that ends.", next_step="Name the last day of the period.")
        return cls(_midnight(first), _midnight(last + timedelta(days=1)))

    @classmethod
    def read(cls, text: str) -> Period:
        """The period that ``2026-01-01..2026-06-30`` says, both days in it. Raises PeriodRefused."""
        typed = _TYPED.fullmatch(text.strip())
        try:
            first, last = (date.fromisoformat(day) for day in (typed.groups() if typed else ()))
            return cls.of_days(first, last)
        except ValueError as refusal:
            raise PeriodRefused(
                f"“{text}” is not a period.",
                next_step="Write its first and last day as 2026-01-01..2026-06-30.",
            ) from refusal

    def __str__(self) -> str:
        last = self.until_at - timedelta(days=1)
        return f"{self.from_at:%Y-%m-%d}..{last:%Y-%m-%d}"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
