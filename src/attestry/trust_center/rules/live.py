"""What is said of a control that runs now and that no auditor has examined; no data is never a pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.days import Day

UNAUDITED = "Live, not audited: no auditor has examined this."
NO_DATA = "no-data"
_WORDS = {
    "holds": "Holds",
    "fails": "Does not hold",
    NO_DATA: "No data",
    "nothing": "Nothing to test",
    "not-concerned": "Not concerned",
}
_OF_SEVERAL = {"holds": "hold", "fails": "do not hold", "not-concerned": "not concerned"}
_TONES = {
    Outcome.PASS: "holds",
    Outcome.FAIL: "fails",
    Outcome.UNKNOWN: NO_DATA,
    Outcome.EMPTY: "nothing",
    Outcome.NOT_APPLICABLE: "not-concerned",
}


def tone_of(outcome: Outcome | None) -> str:
    """How an outcome is shown; one that is not known, and a day on which nobody looked, are no data."""
    return NO_DATA if outcome is None else _TONES[outcome]


def words_of(tone: str) -> str:
    """The word that stands beside the colour."""
    return _WORDS[tone]


def counted_tones(tones: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """How many controls stand how, in words, in one order; what none is left out."""
    found = Counter(tones)
    return tuple(
        (found[tone], _OF_SEVERAL.get(tone, words.lower()) if found[tone] > 1 else words.lower())
        for tone, words in _WORDS.items()
        if found[tone]
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are alike, at their place on a strip of so many days."""

    tone: str
    from_on: date
    until_on: date
    place: int
    length: int

    @property
    def words(self) -> str:
        """What the stretch says."""
        return words_of(self.tone)


def stretches(days: Sequence[Day]) -> tuple[Stretch, ...]:
    """The days, those alike put together, oldest first."""
    found: list[Stretch] = []
    place = 0
    for tone, group in groupby(days, key=lambda one: tone_of(one.outcome)):
        alike = list(group)
        found.append(Stretch(tone, alike[0].on, alike[-1].on, place, len(alike)))
        place += len(alike)
    return tuple(found)
