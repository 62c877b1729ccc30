"""Which type of report to ask for, from a few answers: a recommendation and the reasons that made it.

A Type 1 is about design as of a date, a Type 2 also about operation over a period (AT-C 205). A
renewal or a reader who needs to see operation leads to a Type 2; a first report that is urgent to a Type 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attestry.readiness.rules.estimate import Estimate
from attestry.ui.words import counted_words, day_words


class ReportType(StrEnum):
    """The two types."""

    TYPE_1 = "type_1"
    TYPE_2 = "type_2"

    @property
    def label(self) -> str:
        """The type as the field says it."""
        return "Type 1" if self is ReportType.TYPE_1 else "Type 2"


class LastReport(StrEnum):
    """Which report came last."""

    NONE = "none"
    TYPE_1 = "type_1"
    TYPE_2 = "type_2"


class Asked(StrEnum):
    """Whether a customer or a contract asks for a Type 2."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says; ``last_on`` is the last report's date or the last day of its period."""

    last_report: LastReport
    last_on: date | None
    asked: Asked
    contracts: str
    needed_by: date | None

    @property
    def is_renewal(self) -> bool:
        """Whether a report came before."""
        return self.last_report is not LastReport.NONE


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommended type, what made it, and what to mind beside it."""

    type: ReportType
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def wrong_answers(answers: Answers, *, today: date) -> dict[str, str]:
    """What cannot be an answer, by field."""
    wrong: dict[str, str] = {}
    if answers.is_renewal and answers.last_on is None:
        wrong["last_on"] = "Say the date of the last report, or the last day of its period."
    if answers.last_on and not answers.is_renewal:
        wrong["last_on"] = "There is a date, and no last report. Say which type it was."
    if answers.last_on and answers.last_on > today:
        wrong["last_on"] = f"{day_words(answers.last_on)} is yet to come; a last report is about the past."
    if answers.asked is Asked.YES and not answers.contracts.strip():
        wrong["contracts"] = "Name the customers or contracts that ask for it; the reason cites them."
    if answers.needed_by and answers.needed_by < today:
        wrong["needed_by"] = f"{day_words(answers.needed_by)} is in the past."
    return wrong


def advise(
    answers: Answers | None, found: Estimate, *, months: int, clauses: Sequence[str] = ()
) -> Advice | None:
    """The recommendation; ``months`` is the length of the Type 2 that ``found`` holds.

    ``clauses`` are those of contracts on record that ask for a Type 2, as they are cited: one is
    enough, whatever was answered. None where nobody answered and no contract asks.
    """
    cited = (_cited(clauses),) if clauses else ()
    if answers is None:
        return Advice(ReportType.TYPE_2, cited, ()) if cited else None
    reasons = (_renewal(answers), *(cited or (_contracts(answers),)))
    if cited or answers.is_renewal or answers.asked is Asked.YES:
        return Advice(ReportType.TYPE_2, reasons, _notes(answers, found, months, ReportType.TYPE_2))
    by_date = _by_date(answers, found, months)
    return Advice(ReportType.TYPE_1, (*reasons, by_date), _notes(answers, found, months, ReportType.TYPE_1))


def _cited(clauses: Sequence[str], most: int = 3) -> str:
    more = f"; and {len(clauses) - most} more" if len(clauses) > most else ""
    count = counted_words(len(clauses), "contract on record asks", "contracts on record ask")
    return f"{count} for a Type 2: {'; '.join(clauses[:most])}{more}."


def _renewal(answers: Answers) -> str:
    if answers.last_on is None or not answers.is_renewal:
        return "It is the first report: its readers have seen none before."
    last = day_words(answers.last_on)
    if answers.last_report is LastReport.TYPE_1:
        return (
            f"It is a renewal: the last report was a Type 1 as of {last}. Another Type 1 would again say "
            "nothing of whether the controls operated since."
        )
    return (
        f"It is a renewal: the last report was a Type 2 whose period ended on {last}. A Type 1 tells "
        "its readers less than they had; a period that begins the day after leaves no gap."
    )


def _contracts(answers: Answers) -> str:
    if answers.asked is Asked.YES:
        return f"A Type 2 is asked for by: {answers.contracts.strip()}."
    named = f" Looked at: {answers.contracts.strip()}." if answers.contracts.strip() else ""
    if answers.asked is Asked.NO:
        return f"No customer or contract asks for a Type 2.{named}"
    return f"Nobody has said yet whether a customer or a contract asks for a Type 2.{named}"


def _by_date(answers: Answers, found: Estimate, months: int) -> str:
    type_1, type_2 = found.type_1_report, found.period(months).report
    length = counted_words(months, "month")
    if answers.needed_by and type_2.earliest > answers.needed_by:
        return (
            f"It is needed by {day_words(answers.needed_by)}. A Type 2 over {length} is in hand on "
            f"{day_words(type_2.earliest)} at best, a Type 1 on {day_words(type_1.earliest)}. The period of "
            "the Type 2 that follows may begin the day after the date of the Type 1."
        )
    return (
        "A Type 1 is sooner, and shows what the design lacks before a period begins that cannot be had "
        f"again. A Type 2 over {length} may follow it."
    )


def _between(last_on: date, found: Estimate) -> list[str]:
    """The days that no report speaks of, where the next period cannot begin the day after the last."""
    days = (found.in_place.earliest - last_on).days - 1
    if days < 1:
        return []
    return [
        (
            f"By today's facts a period begins on {day_words(found.in_place.earliest)} at best; of the "
            f"{counted_words(days, 'day')} since {day_words(last_on)} no report speaks. Tell its readers."
        )
    ]


def _notes(answers: Answers, found: Estimate, months: int, recommended: ReportType) -> tuple[str, ...]:
    notes: list[str] = []
    if answers.asked is Asked.UNKNOWN:
        notes.append("Ask the largest customers, and read what contracts say; a yes leads to a Type 2.")
    if answers.last_report is LastReport.TYPE_2 and answers.last_on:
        notes += _between(answers.last_on, found)
    if answers.needed_by is None:
        return tuple(notes)
    needed = day_words(answers.needed_by)
    type_1, type_2 = found.type_1_report, found.period(months).report
    if recommended is ReportType.TYPE_2 and type_2.earliest > answers.needed_by:
        sooner = (
            f" A Type 1 is in hand on {day_words(type_1.earliest)} at best and may be shown meanwhile."
            if type_1.earliest <= answers.needed_by
            else ""
        )
        notes.append(
            f"It is needed by {needed}, and a Type 2 over {counted_words(months, 'month')} is in hand on "
            f"{day_words(type_2.earliest)} at best.{sooner}"
        )
    if type_1.earliest > answers.needed_by:
        notes.append(
            f"By today's facts no report is in hand by {needed}: a Type 1 comes on "
            f"{day_words(type_1.earliest)} at best. Tell whoever waits for it."
        )
    return tuple(notes)
