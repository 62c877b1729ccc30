"""The period that a coverage map spans: whole days chosen in the address, by default four quarters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from attestry.effectiveness.errors import PeriodRefused
from attestry.effectiveness.rules.occurrences import quarters_until
from attestry.ui.as_of import Moment
from attestry.ui.filters import with_query

LONGEST = timedelta(days=1100)
# Outside of these, the grace after a day or the quarter before it may lie beyond the calendar.
EARLIEST, LATEST = date(1970, 1, 1), date(2999, 12, 31)
_CHOICES = ((1, "This quarter"), (2, "Two quarters"), (4, "Four quarters"))


@dataclass(frozen=True, slots=True)
class CoveragePeriod:
    """The half-open period [from_on, until_on) in days, the pairs that ask for it, and other choices."""

    from_on: date
    until_on: date
    carried: dict[str, str]
    choices: tuple[tuple[str, str, bool], ...]

    @property
    def last_on(self) -> date:
        """The last day of the period, as a person would say it."""
        return self.until_on - timedelta(days=1)


def coverage_period(query: Mapping[str, str], moment: Moment) -> CoveragePeriod:
    """The period that ``?from=&until=`` asks for, both days included.

    Raises PeriodRefused for what is no day, ends before it begins, is longer than three years, or lies
    before 1970 or after 2999.
    """
    usual = quarters_until(moment.at.date(), 4)
    start, end = _day(query, "from") or usual[0], _end(query) or usual[1]
    if start >= end or end - start > LONGEST or start < EARLIEST or end > LATEST:
        raise PeriodRefused(
            f"From {start} until {end - timedelta(days=1)} is no period that can be shown.",
            next_step="It ends after it begins, spans at most three years, and lies between 1970 and 2999.",
        )
    carried = {
        name: query[name] for name in ("from", "until") if query.get(name, "").strip()
    } | moment.carried
    choices = tuple(_choice(moment, count, words, (start, end)) for count, words in _CHOICES)
    return CoveragePeriod(start, end, carried, choices)


def _choice(moment: Moment, count: int, words: str, chosen: tuple[date, date]) -> tuple[str, str, bool]:
    start, end = quarters_until(moment.at.date(), count)
    asked = {"from": start.isoformat(), "until": (end - timedelta(days=1)).isoformat()}
    return words, with_query("", {**asked, **moment.carried}), (start, end) == chosen


def _end(query: Mapping[str, str]) -> date | None:
    last = _day(query, "until")
    return last + timedelta(days=1) if last and last < date.max else last


def _day(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as refusal:
        raise PeriodRefused(
            f"{name}: “{text[:40]}” is no day.", next_step="Write a day such as 2026-03-31."
        ) from refusal
