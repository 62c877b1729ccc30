"""The decision on a report: its type and its dates, what cannot be, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from attestry.readiness.rules.assumptions import MOST_MONTHS, period_warnings
from attestry.readiness.rules.estimate import Estimate, add_months
from attestry.readiness.rules.report_type import Advice, ReportType
from attestry.ui.words import counted_words, day_words


@dataclass(frozen=True, slots=True)
class ReportDates:
    """What a report is to speak of: a Type 1 as of ``until_on``, a Type 2 from ``from_on`` until it."""

    type: ReportType
    from_on: date | None
    until_on: date

    @property
    def words(self) -> str:
        """The decision as one would say it."""
        if self.from_on is None:
            return f"{self.type.label} as of {day_words(self.until_on)}"
        return f"{self.type.label} from {day_words(self.from_on)} until {day_words(self.until_on)}"

    @property
    def months(self) -> int | None:
        """How many whole months a period has, both days included; None for a Type 1."""
        if self.from_on is None:
            return None
        end, months = self.until_on + timedelta(days=1), 0
        while add_months(self.from_on, months + 1) <= end:
            months += 1
        return months


def wrong_dates(said: ReportDates, *, today: date) -> dict[str, str]:
    """What cannot be, by field."""
    wrong: dict[str, str] = {}
    if said.type is ReportType.TYPE_1:
        if said.from_on is not None:
            wrong["from_on"] = "A Type 1 speaks of one day. Leave the first day empty."
        return wrong
    if said.from_on is None:
        return {"from_on": "A Type 2 speaks of a period. Say its first day."}
    if said.until_on <= said.from_on:
        return {"until_on": "The period ends before it begins, or on the same day."}
    if said.months is not None and said.months > MOST_MONTHS:
        wrong["until_on"] = f"A period is {MOST_MONTHS} months at most."
    if said.from_on > add_months(today, MOST_MONTHS):
        wrong["from_on"] = f"The period begins more than {MOST_MONTHS} months ahead. Choose a nearer day."
    return wrong


def decision_warnings(said: ReportDates, found: Estimate, advice: Advice | None) -> tuple[str, ...]:
    """What speaks against a decision; with a reason it may be kept all the same."""
    return (*length_warnings(said), *_too_soon(said, found), *_against(said, advice))


def length_warnings(said: ReportDates) -> tuple[str, ...]:
    """What a reader may hold against the length of a period; nothing of a Type 1."""
    if said.from_on is None or said.months is None:
        return ()
    is_exact = add_months(said.from_on, said.months) == said.until_on + timedelta(days=1)
    # A period of twelve months and a day is over twelve months, one of six less a day under six.
    return period_warnings(said.months if is_exact or said.months != 12 else 13)


def _too_soon(said: ReportDates, found: Estimate) -> tuple[str, ...]:
    begins = said.from_on or said.until_on
    if said.type is ReportType.TYPE_1 and begins < found.as_of.earliest:
        return (
            (
                f"By today's facts the earliest honest day of a Type 1 is {day_words(found.as_of.earliest)}; "
                "what is not in place on the day that it speaks of is named in it."
            ),
        )
    if said.type is ReportType.TYPE_2 and begins < found.in_place.earliest:
        short = (found.in_place.earliest - begins).days
        return (
            (
                f"By today's facts everything is in place on {day_words(found.in_place.earliest)} at best: "
                f"for {counted_words(short, 'day')} of the period controls would not have operated."
            ),
        )
    return ()


def _against(said: ReportDates, advice: Advice | None) -> tuple[str, ...]:
    if advice is None or advice.type is said.type:
        return ()
    return (f"The recommendation is a {advice.type.label}: {advice.reasons[0]}",)
