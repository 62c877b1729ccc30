"""Letters and reports as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.bridge_letters.models import BridgeLetter, LetterText
from attestry.bridge_letters.queries.letters import all_letters, covered_until, newest_reports
from attestry.bridge_letters.queries.standing import last_text
from attestry.bridge_letters.rules.coverage import begins_on, days_of, days_without_word
from attestry.bridge_letters.rules.state import LetterState
from attestry.engagements.rules.dates import unaudited_days
from attestry.opinions.models import IssuedReport


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that stands: how old it is, and how many of these days nobody speaks of."""

    report: IssuedReport
    unaudited: int
    without_word: int
    bridged_until_on: date | None

    @property
    def may_be_bridged(self) -> bool:
        """Whether there is a day that a letter could speak of."""
        return self.unaudited > 0


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter as a row; its state by what was done, without asking the records anew."""

    letter: BridgeLetter
    text: LetterText
    state: LetterState
    days: int


def report_lines(*, today: date) -> list[ReportLine]:
    """Of each system and kind the report that speaks longest; two queries."""
    found = newest_reports()
    bridged = covered_until(found, today)
    return [
        ReportLine(
            one,
            unaudited_days(one.engagement.until_on, today=today),
            days_without_word(one.engagement.until_on, bridged.get(one.pk), on=today),
            bridged.get(one.pk),
        )
        for one in found
    ]


def letter_lines() -> list[LetterLine]:
    """Every letter, the newest first."""
    lines = []
    for one in all_letters():
        text = last_text(one)
        lines.append(LetterLine(one, text, rough_state(one, text), days_of(text.from_on, text.until_on)))
    return lines


def rough_state(letter: BridgeLetter, text: LetterText) -> LetterState:
    """The state by what was done; whether the records moved on since a review is not asked."""
    if hasattr(letter, "withdrawal"):
        return LetterState.WITHDRAWN
    if hasattr(letter, "signed"):
        return LetterState.SIGNED
    reviews = list(letter.reviews.all())
    last_written = max([text.at, *(one.at for one in letter.answers.all())])
    return LetterState.REVIEWED if reviews and reviews[-1].at >= last_written else LetterState.DRAFT


def first_day(report: IssuedReport) -> date:
    """The one day on which a letter for it may begin."""
    return begins_on(report.engagement.until_on)
