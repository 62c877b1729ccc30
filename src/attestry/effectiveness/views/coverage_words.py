"""The states of a coverage map in words and marks, each with what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.rules.coverage_map import Cell
from attestry.effectiveness.rules.occurrences import Occurrence
from attestry.ui.words import DASH, day_words, instant_words, span_words


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state's word, its mark, and the sentence that explains it."""

    word: str
    icon: str
    meaning: str


STATES: dict[State, StateWords] = {
    State.MET: StateWords("Met", "check", "What speaks of it was known when it was due."),
    State.LATE: StateWords("Late", "clock", "It came after it was due. Past the grace, that is a deviation."),
    State.FAILED: StateWords("Failed", "cross", "It was looked at, and it was not right. A deviation."),
    State.MISSED: StateWords("Missed", "hollow", "The grace is over, and nothing came. A deviation."),
    State.UNKNOWN: StateWords("Unknown", "question", "A test did not look when it ought to, or cannot tell."),
    State.EXCUSED: StateWords("Excused", "flag", "It did not come, and somebody else accepted why."),
    State.PENDING: StateWords("Pending", "dot", "Nothing has come yet, and the grace is not over."),
    State.NOT_EXPECTED: StateWords("Not expected", "minus", "Not in use then, or nobody was concerned."),
}


def when_words(one: Occurrence) -> str:
    """``14 Mar 2026``, or the two ends of a longer time."""
    last = (one.until_at - timedelta(days=1)).date()
    if one.from_at.date() == last:
        return day_words(last)
    return f"{day_words(one.from_at)} {DASH} {day_words(last)}"


def cell_words(cell: Cell) -> str:
    """One cell in a sentence: when, what, why, and by how much it was late."""
    why = cell.words[:1].upper() + cell.words[1:]
    said = f"{when_words(cell.occurrence)}: {STATES[cell.state].word.lower()}. {why}"
    if cell.late_by and cell.came_at:
        said += f", known {instant_words(cell.came_at)}, {span_words(cell.late_by)} after it was due"
        said += "" if cell.is_deviation else ", within the grace"
    if cell.state is State.MISSED:
        said += f"; a deviation from {instant_words(cell.occurrence.deviation_from)}"
    if cell.state is State.PENDING:
        said += f"; missing it becomes a deviation {instant_words(cell.occurrence.deviation_from)}"
    return said
