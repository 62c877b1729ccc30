"""The coverage map: what came, laid on what was expected, one cell for each expected occurrence.

Both clocks count. What came must speak of the occurrence's time, and must have been known when it
was due; what is handed in later makes the cell late, never silently met, and as known on an earlier
day it reads missed. A test that ought to have looked and did not, or could not tell, makes the cell
unknown: neither done nor missed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Came:
    """What a person brought: it speaks of [from_at, until_at], and was known from ``recorded_at``.

    ``outcome`` is None for a document: nobody has judged it.
    """

    basis: Basis
    title: str
    from_at: datetime
    until_at: datetime
    recorded_at: datetime
    outcome: Outcome | None
    entry_seq: int

    def speaks_of(self, one: Occurrence) -> bool:
        """Whether its time ends within the occurrence's, or covers all of it."""
        if self.from_at == self.until_at:
            return one.from_at <= self.until_at < one.until_at
        covers = self.from_at <= one.from_at and one.until_at <= self.until_at
        return covers or one.from_at < self.until_at <= one.until_at


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span of time; open-ended where ``until_at`` is None."""

    from_at: datetime
    until_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.from_at <= at and (self.until_at is None or at < self.until_at)

    def reaches_into(self, from_at: datetime, until_at: datetime) -> bool:
        """Whether some of it lies in [from_at, until_at)."""
        return self.from_at < until_at and (self.until_at is None or from_at < self.until_at)


@dataclass(frozen=True, slots=True)
class Cell:
    """One expected occurrence and what is said of it.

    ``came_at`` is when the last of what it rests on came to be known, ``entry_seq`` the entry that
    shows it. ``late_by`` is counted from when it was due.
    """

    occurrence: Occurrence
    state: State
    words: str
    came_at: datetime | None = None
    entry_seq: int | None = None
    basis: Basis | None = None

    @property
    def late_by(self) -> timedelta | None:
        """By how much it came after it was due; None where it did not."""
        if self.state is State.LATE and self.came_at:
            return self.came_at - self.occurrence.due_at
        return None

    @property
    def is_deviation(self) -> bool:
        """Whether the control did not operate as it should have: missed, failed, or late past the grace."""
        if self.state is State.LATE and self.came_at:
            return self.came_at > self.occurrence.deviation_from
        return self.state in (State.MISSED, State.FAILED)


@dataclass(frozen=True, slots=True)
class Brought:
    """Everything that is known to speak to one control.

    ``is_watched``: no calendar says when it is done, so that nothing is missed where nobody looked.
    """

    streams: Sequence[Stream] = ()
    came: Sequence[Came] = ()
    in_use: Sequence[Span] = ()
    excused: Sequence[Span] = ()
    is_watched: bool = False


def coverage(expected: Sequence[Occurrence], brought: Brought, *, at: datetime) -> tuple[Cell, ...]:
    """One cell for each expected occurrence, as of ``at``; what is later than ``at`` was left out before."""
    seen = [_by_occurrence(stream, expected) for stream in brought.streams]
    cells = []
    for number, one in enumerate(expected):
        if not any(span.holds(min(one.due_at - timedelta(microseconds=1), at)) for span in brought.in_use):
            cells.append(Cell(one, State.NOT_EXPECTED, "the control was not in use when this was due"))
            continue
        parts = [part for column in seen if (part := column[number]) and not _is_silent(part, one, at)]
        parts += [_of_person(came, one) for came in brought.came if came.speaks_of(one)]
        cell = _joined(one, parts) if parts else _absent(one, at, is_watched=brought.is_watched)
        cells.append(_excused(cell, brought.excused))
    return tuple(cells)


_RANK = {state: place for place, state in enumerate(State)}


def worst_state(cells: Sequence[Cell]) -> State:
    """The state that decides over several cells: there is at least one."""
    return min((one.state for one in cells), key=_RANK.__getitem__)


def _by_occurrence(stream: Stream, expected: Sequence[Occurrence]) -> list[Cell | None]:
    """What one test says of each occurrence; None where it had not been asked before the window's end.

    The answers given within the window count; where there is none, the one that held until its end.
    """
    if not stream.answers:
        return [None] * len(expected)
    ends = [one.until_at for one in expected]
    given: list[list[Answer]] = [[] for _ in expected]
    carried: list[list[Answer]] = [[] for _ in expected]
    for number, answer in enumerate(stream.answers):
        after = stream.answers[number + 1].at if number + 1 < len(stream.answers) else answer.holds_until
        until = min(after, answer.holds_until)
        place = bisect_right(ends, answer.at)
        if place < len(expected) and expected[place].from_at <= answer.at:
            given[place].append(answer)
            place += 1
        while place < len(expected) and expected[place].until_at <= until:
            carried[place].append(answer)
            place += 1
    return [
        _of_answers(stream.title, one, given[number] or carried[number])
        if stream.answers[0].at < one.until_at
        else None
        for number, one in enumerate(expected)
    ]


_ORDER = (Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.NOT_APPLICABLE)
_STATE_OF = {
    Outcome.FAIL: State.FAILED,
    Outcome.PASS: State.MET,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.EMPTY: State.NOT_EXPECTED,
    Outcome.NOT_APPLICABLE: State.NOT_EXPECTED,
}
_SAID = {
    Outcome.FAIL: "failed",
    Outcome.PASS: "passed",
    Outcome.UNKNOWN: "could not tell",
    Outcome.EMPTY: "found nobody in the population",
    Outcome.NOT_APPLICABLE: "found nothing that is concerned",
}


def _weight(answer: Answer) -> tuple[int, datetime]:
    return _ORDER.index(answer.outcome), answer.recorded_at


def _of_answers(title: str, one: Occurrence, answers: Sequence[Answer]) -> Cell:
    """One failure fails it; otherwise one pass is enough; what was not looked at is unknown."""
    if not answers:
        return Cell(one, State.UNKNOWN, f"nobody looked: “{title}” was not asked", basis=Basis.TEST)
    deciding = answers[0] if len(answers) == 1 else min(answers, key=_weight)
    count = sum(answer.outcome is deciding.outcome for answer in answers)
    times = f", {count} of {len(answers)} times" if count < len(answers) else ""
    return Cell(
        one,
        _STATE_OF[deciding.outcome],
        f"“{title}” {_SAID[deciding.outcome]}{times}",
        deciding.recorded_at,
        deciding.entry_seq,
        Basis.TEST,
    )


def _is_silent(part: Cell, one: Occurrence, at: datetime) -> bool:
    """Whether a test that was not asked may still be: its window is not over yet."""
    return part.entry_seq is None and at < one.until_at


def _of_person(came: Came, one: Occurrence) -> Cell:
    said = f"{came.basis.value}, “{came.title}”"
    state = State.MET if came.outcome is None else _STATE_OF[came.outcome]
    return Cell(one, state, said, came.recorded_at, came.entry_seq, came.basis)


def _absent(one: Occurrence, at: datetime, *, is_watched: bool) -> Cell:
    """What nothing speaks of: still awaited, missed, or, where no calendar says so, not known."""
    if is_watched and at >= one.until_at:
        return Cell(one, State.UNKNOWN, "nobody looked: no test had been asked yet")
    if at < one.deviation_from:
        return Cell(one, State.PENDING, "nothing has come yet")
    return Cell(one, State.MISSED, "nothing came, and the grace is over")


def _joined(one: Occurrence, parts: Sequence[Cell]) -> Cell:
    """One cell of all that speaks to an occurrence: the worst, in the order fail, unknown, done, nothing.

    A person's finding settles what a test could not tell; a document that nobody judged does not.
    """
    if len(parts) == 1:
        return _done(one, parts) if parts[0].state is State.MET else parts[0]
    failed = [part for part in parts if part.state is State.FAILED]
    unknown = [part for part in parts if part.state is State.UNKNOWN]
    done = [part for part in parts if part.state is State.MET]
    judged = [part for part in done if part.basis is Basis.FINDING]
    if failed:
        return failed[0]
    if unknown and not judged:
        came = next((part for part in done if part.basis is Basis.DOCUMENT), None)
        said = f"; {came.words} came, and a person's finding would settle it" if came else ""
        return replace(unknown[0], words=unknown[0].words + said)
    return _done(one, judged or done) if done else parts[0]


def _done(one: Occurrence, done: Sequence[Cell]) -> Cell:
    """Every test counts from when it was known; of what persons brought, the first is enough."""
    tests = [part for part in done if part.basis is Basis.TEST]
    deciding = max(tests, key=_known) if tests else min(done, key=_known)
    return replace(deciding, state=State.LATE) if _known(deciding) > one.due_at else deciding


def _known(part: Cell) -> datetime:
    return part.came_at or part.occurrence.due_at


def _excused(cell: Cell, spans: Sequence[Span]) -> Cell:
    """An accepted excusal over the whole window stands for what did not come or cannot be told."""
    if cell.state not in (State.MISSED, State.UNKNOWN, State.PENDING):
        return cell
    one = cell.occurrence
    for span in spans:
        if span.from_at <= one.from_at and (span.until_at is None or one.until_at <= span.until_at):
            return Cell(one, State.EXCUSED, "an accepted excusal covers it")
    return cell
