"""What an engagement lacks before its report may be issued, as far as this room knows.

The licence counts on the day of the report and today; the representation letter is dated as the report
(AT-C 205); the report is not dated before the last day that it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attestry.engagements.rules.beginning import Standing, lacking_to_begin
from attestry.engagements.rules.letter import LetterFacts, LetterKind
from attestry.engagements.rules.state import State
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class Issue:
    """What stands when somebody wants to issue: the state, the letters, and who counts as the firm."""

    state: State
    standing: Standing
    letters: tuple[LetterFacts, ...]


def lacking_to_issue(said: Issue, *, report_on: date, today: date) -> tuple[str, ...]:
    """Why the report may not be issued, in clauses; empty where nothing of this room is lacking.

    ``report_on`` is the day that the report bears. An internal examination issues no attestation.
    """
    lacks = []
    if not said.standing.kind.is_attestation:
        return ("an internal examination issues no attestation report",)
    if said.state is not State.REVIEW:
        lacks.append(f"the engagement is in “{said.state.label}”, not in review")
    lacks += lacking_to_begin(said.standing, today=max(today, report_on))
    if report_on > today:
        lacks.append("the report is dated ahead")
    if report_on < said.standing.until_on:
        lacks.append(
            f"the report is dated before {day_words(said.standing.until_on)}, the last day it speaks of"
        )
    lacks += _letters(said.letters, report_on)
    return tuple(lacks)


def _letters(letters: Iterable[LetterFacts], report_on: date) -> list[str]:
    held = list(letters)
    lacks = []
    if not any(one.kind is LetterKind.ENGAGEMENT for one in held):
        lacks.append("the signed engagement letter is not handed in")
    days = [one.dated_on for one in held if one.kind is LetterKind.REPRESENTATION]
    if not days:
        lacks.append("the signed representation letter is not handed in")
    elif report_on not in days:
        lacks.append(
            f"the representation letter is dated {day_words(max(days))}, the report {day_words(report_on)}"
        )
    return lacks
