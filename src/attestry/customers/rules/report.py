"""Which report a contract asks for, and whether one that is held meets it on a day.

A report's age counts from the end of the period that it covers, or from its date where it is a
Type 1: what happened later it does not speak of. A Type 2 also serves where a Type 1 is asked for.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from attestry.ui.words import day_words


class Report(StrEnum):
    """A kind of report that customers ask for."""

    SOC2_TYPE1 = "soc2_type1"
    SOC2_TYPE2 = "soc2_type2"
    SOC3 = "soc3"
    ISO_27001 = "iso27001"

    @property
    def label(self) -> str:
        """As one says it."""
        return _LABELS[self]


_LABELS = {
    Report.SOC2_TYPE1: "SOC 2 Type 1",
    Report.SOC2_TYPE2: "SOC 2 Type 2",
    Report.SOC3: "SOC 3",
    Report.ISO_27001: "ISO/IEC 27001 certificate",
}
_SERVES = {
    Report.SOC2_TYPE1: frozenset({Report.SOC2_TYPE1, Report.SOC2_TYPE2}),
    Report.SOC2_TYPE2: frozenset({Report.SOC2_TYPE2}),
    Report.SOC3: frozenset({Report.SOC3, Report.SOC2_TYPE2}),
    Report.ISO_27001: frozenset({Report.ISO_27001}),
}


class Opinion(StrEnum):
    """What the auditor concluded; only an unmodified one is clean."""

    UNMODIFIED = "unmodified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Held:
    """A report that is held, or planned: ``opinion`` is None as long as nobody gave one."""

    number: int
    report: Report
    categories: frozenset[str]
    until: date
    available_on: date
    opinion: Opinion | None
    title: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether it was not issued yet."""
        return self.opinion is None


@dataclass(frozen=True, slots=True)
class Needed:
    """What a contract asks for. ``max_age_months`` None: however old; ``due_on`` None: from now on."""

    report: Report
    categories: frozenset[str] = frozenset()
    max_age_months: int | None = None
    wants_unmodified: bool = False
    due_on: date | None = None


class Standing(StrEnum):
    """How a need stands on a day. Worst first."""

    LAPSED = "lapsed"
    MODIFIED = "modified"
    MISSING = "missing"
    LAPSES_SOON = "lapses_soon"
    NOT_DUE = "not_due"
    MET = "met"

    @property
    def label(self) -> str:
        """As one says it."""
        return self.value.replace("_", " ")

    @property
    def is_breach(self) -> bool:
        """Whether the contract is broken as things stand."""
        return self in (Standing.LAPSED, Standing.MODIFIED, Standing.MISSING)


@dataclass(frozen=True, slots=True)
class Met:
    """The answer: how it stands, why, by which report, and the first day on which that is too old."""

    standing: Standing
    why: str
    by: Held | None = None
    lapses_on: date | None = None


SOON = timedelta(days=60)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def lapses_on(needed: Needed, held: Held) -> date | None:
    """The first day on which a report is older than asked for; None: never."""
    if needed.max_age_months is None:
        return None
    return months_after(held.until, needed.max_age_months) + timedelta(days=1)


def met(needed: Needed, reports: Iterable[Held], on: date) -> Met:
    """How a need stands on a day, with the reports that were issued by then."""
    issued = [one for one in reports if not one.is_planned and one.available_on <= on]
    fitting = [one for one in issued if _fits(needed, one)]
    young = [one for one in fitting if (end := lapses_on(needed, one)) is None or on < end]
    clean = [one for one in young if not needed.wants_unmodified or one.opinion is Opinion.UNMODIFIED]
    if clean:
        return _served(needed, max(clean, key=lambda one: one.until), on)
    if needed.due_on is not None and on < needed.due_on and not fitting:
        return Met(Standing.NOT_DUE, f"due on {day_words(needed.due_on)}")
    if young:
        best = max(young, key=lambda one: one.until)
        return Met(Standing.MODIFIED, f"the opinion is {best.opinion}, an unmodified one is asked for", best)
    if fitting:
        last = max(fitting, key=lambda one: one.until)
        return Met(
            Standing.LAPSED,
            f"the last one ends on {day_words(last.until)}, older than {needed.max_age_months} months",
            last,
            lapses_on(needed, last),
        )
    return Met(Standing.MISSING, _lacking(needed, issued))


def met_when_due(needed: Needed, reports: Iterable[Held], on: date) -> Met:
    """How a need stands on the day on which it is due, or today where that is over, with what is issued."""
    return met(needed, reports, max(on, needed.due_on or on))


def planned_for(needed: Needed, reports: Iterable[Held], on: date) -> Held | None:
    """The planned report that would meet a need, the first to come.

    One that comes after the day on which it is due does not; where that day is over it is late already.
    """
    planned = [one for one in reports if one.is_planned and _fits(needed, one) and _comes(needed, one, on)]
    return min(planned, key=lambda one: one.available_on, default=None)


def _served(needed: Needed, by: Held, on: date) -> Met:
    end = lapses_on(needed, by)
    if end is not None and end - on <= SOON:
        return Met(Standing.LAPSES_SOON, f"too old from {day_words(end)}", by, end)
    return Met(Standing.MET, f"by {by.title or by.report.label}", by, end)


def _fits(needed: Needed, held: Held) -> bool:
    return held.report in _SERVES[needed.report] and needed.categories <= held.categories


def _comes(needed: Needed, held: Held, on: date) -> bool:
    """Whether it comes by the day on which it is due, and is young enough on it."""
    day = needed.due_on if needed.due_on and needed.due_on > on else None
    end = lapses_on(needed, held)
    first_used = max(held.available_on, day or held.available_on)
    return (day is None or held.available_on <= day) and (end is None or first_used < end)


def _lacking(needed: Needed, issued: Collection[Held]) -> str:
    of_kind = [one for one in issued if one.report in _SERVES[needed.report]]
    if not of_kind:
        return f"no {needed.report.label} is held"
    wanting = needed.categories - frozenset().union(*(one.categories for one in of_kind))
    said = ", ".join(sorted(one.replace("_", " ") for one in wanting or needed.categories))
    return f"no {needed.report.label} covers {said}"
