"""What the answers of one control test say of each expected window: one failure fails it, one pass is enough.

The answers given within a window count. Where there is none, the one counts that still held at the
window's end. Tests that are asked in the same runs share where each window's answers lie, so that is
found once for all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.occurrences import Occurrence


class State(StrEnum):
    """What can be said of one expected occurrence. Worst first: a month is as bad as its worst cell."""

    FAILED = "failed"
    MISSED = "missed"
    UNKNOWN = "unknown"
    LATE = "late"
    EXCUSED = "excused"
    MET = "met"
    PENDING = "pending"
    NOT_EXPECTED = "not_expected"


class Basis(StrEnum):
    """What a cell rests on."""

    TEST = "a control test"
    FINDING = "a person's finding"
    DOCUMENT = "a document"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a control test: said at ``at``, taken to hold until ``holds_until`` at the longest."""

    at: datetime
    holds_until: datetime
    recorded_at: datetime
    outcome: Outcome
    entry_seq: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The answers of one control test that speaks to the control, in order of ``at``."""

    title: str
    answers: Sequence[Answer]


class Said(NamedTuple):
    """What one test, finding or document says of one occurrence, and since when that is known."""

    state: State
    words: str
    came_at: datetime | None = None
    entry_seq: int | None = None
    basis: Basis | None = None


Places: TypeAlias = Sequence[tuple[int, int]]

STATE_OF = {
    Outcome.FAIL: State.FAILED,
    Outcome.PASS: State.MET,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.EMPTY: State.NOT_EXPECTED,
    Outcome.NOT_APPLICABLE: State.NOT_EXPECTED,
}
_ORDER = {
    one: place
    for place, one in enumerate(
        (Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.NOT_APPLICABLE)
    )
}
_WORDS = {
    Outcome.FAIL: "failed",
    Outcome.PASS: "passed",
    Outcome.UNKNOWN: "could not tell",
    Outcome.EMPTY: "found nobody in the population",
    Outcome.NOT_APPLICABLE: "found nothing that is concerned",
}


@dataclass(frozen=True, slots=True)
class Column:
    """What one test says of each occurrence of a calendar.

    ``deciding`` is the answer that decides of those that count; None where nothing that was said
    holds, and False where the test had not been asked before the window's end. ``times`` says of
    which places how many of several answers say the same.
    """

    title: str
    words: Mapping[Outcome, str]
    deciding: Sequence[Answer | Literal[False] | None]
    times: Mapping[int, str]

    def words_at(self, place: int, answer: Answer) -> str:
        """What was said at a place, in words."""
        said = self.words[answer.outcome]
        return said + self.times[place] if place in self.times else said

    def said(self, place: int) -> Said | None:
        """What the test says of the occurrence at a place; None where it had not been asked yet."""
        answer = self.deciding[place]
        if answer is False:
            return None
        if answer is None:
            return Said(State.UNKNOWN, f"nobody looked: “{self.title}” was not asked", basis=Basis.TEST)
        state, words = STATE_OF[answer.outcome], self.words_at(place, answer)
        return Said(state, words, answer.recorded_at, answer.entry_seq, Basis.TEST)


@dataclass(slots=True)
class Calendar:
    """The expected occurrences of one rhythm; what each test says of them is found once for all controls."""

    expected: Sequence[Occurrence]
    _columns: dict[int, tuple[Stream, Column]] = field(default_factory=dict)
    _places: list[tuple[list[datetime], Places]] = field(default_factory=list)

    def column(self, stream: Stream) -> Column:
        """What a test says of each occurrence."""
        found = self._columns.get(id(stream))
        if found is None:
            # The stream is kept beside what it says, so that no other takes its identity.
            found = self._columns[id(stream)] = (stream, self._column(stream))
        return found[1]

    def _column(self, stream: Stream) -> Column:
        answers = stream.answers
        deciding: list[Answer | Literal[False] | None] = []
        times: dict[int, str] = {}
        places = self._places_of([one.at for one in answers])
        for number, (start, end) in enumerate(places):
            if end - start > 1:
                given = answers[start:end]
                best = min(given, key=_weight)
                count = sum(one.outcome is best.outcome for one in given)
                if count < len(given):
                    times[number] = f", {count} of {len(given)} times"
                deciding.append(best)
            elif not end:
                deciding.append(False)
            elif end > start or answers[end - 1].holds_until >= self.expected[number].until_at:
                deciding.append(answers[end - 1])
            else:
                deciding.append(None)
        words = {one: f"“{stream.title}” {said}" for one, said in _WORDS.items()}
        return Column(stream.title, words, deciding, times)

    def _places_of(self, instants: list[datetime]) -> Places:
        """For each occurrence where the answers given in it begin, and where they end."""
        for known, places in self._places:
            if known == instants:
                return places
        places = [
            (bisect_left(instants, one.from_at), bisect_left(instants, one.until_at)) for one in self.expected
        ]
        self._places.append((instants, places))
        return places


def _weight(answer: Answer) -> tuple[int, datetime]:
    """One failure fails it; otherwise one pass is enough; of several that say so, the first known."""
    return _ORDER[answer.outcome], answer.recorded_at
