"""The report that was issued last goes before what was answered of it earlier: a fact before a memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from attestry.readiness.rules.report_type import Answers, LastReport
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class IssuedLast:
    """The report on record that speaks longest: its type, its last day, and what it is called."""

    report: LastReport
    until: date
    title: str

    @property
    def words(self) -> str:
        """What somebody is told whose answers do not know of it."""
        return (
            f"“{self.title}” speaks of days until {day_words(self.until)}, and the answers do not know it. "
            "The reasons go by it; answer anew where something else changed too."
        )


def unknown_to(answers: Answers, issued: IssuedLast | None) -> IssuedLast | None:
    """The report on record, where it speaks longer than the one that the answers name; None otherwise."""
    if issued is None or (answers.last_on is not None and answers.last_on >= issued.until):
        return None
    return issued


def knowing(answers: Answers, issued: IssuedLast) -> Answers:
    """The answers with the report on record in the place of the one that they name."""
    return replace(answers, last_report=issued.report, last_on=issued.until)
