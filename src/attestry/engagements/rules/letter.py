"""The letters of an engagement: whose each is, who signs it, and when it has to be there.

The engagement letter before the work (AT-C 105, terms agreed in writing); the representation letter
dated as the report (AT-C 205). Management's assertion is part of the description.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    """Which letter it is."""

    ENGAGEMENT = "engagement"
    REPRESENTATION = "representation"

    @property
    def label(self) -> str:
        """What it is called."""
        return f"{self.value.capitalize()} letter"

    @property
    def purpose(self) -> str:
        """What it is for and who signs it."""
        return _PURPOSES[self]


_PURPOSES = {
    LetterKind.ENGAGEMENT: "What is agreed before the work: management and the firm both sign it.",
    LetterKind.REPRESENTATION: (
        "What management tells the firm in writing at the end: signed by the same level as the assertion, "
        "and dated on the day of the report."
    ),
}


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter as far as a rule asks: its kind and its day."""

    kind: LetterKind
    dated_on: date


def wrong_letter(
    kind: LetterKind, dated_on: date, *, until_on: date, begun_on: date | None, today: date
) -> str:
    """What cannot be of a letter's day; empty where it can."""
    if dated_on > today:
        return "A signed letter is not dated ahead."
    if kind is LetterKind.REPRESENTATION and dated_on < until_on:
        return "A representation letter speaks of the whole period: it is not dated before its last day."
    if kind is LetterKind.ENGAGEMENT and begun_on is not None and dated_on > begun_on:
        return "The terms are agreed before the work begins: it is not dated after the engagement began."
    return ""
