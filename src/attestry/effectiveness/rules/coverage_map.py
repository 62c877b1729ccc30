"""The coverage map: what came, laid on what was expected, one cell for each expected occurrence.

Both clocks count. What came must speak of the occurrence's time, and must have been known when it
was due; what is handed in later makes the cell late, never silently met, and as known on an earlier
day it reads missed. A test that ought to have looked and did not, or could not tell, makes the cell
unknown: neither done nor missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.rules.answers import STATE_OF, Basis, Calendar, Column, Said, State, Stream
from attestry.effectiveness.rules.occurrences import Occurrence

_TICK = timedelta(microseconds=1)
_CONCERNS_NOBODY = frozenset({Outcome.EMPTY, Outcome.NOT_APPLICABLE})


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


def coverage(calendar: Calendar, brought: Brought, *, at: datetime) -> tuple[Cell, ...]:
    """One cell for each expected occurrence, as of ``at``; what is later than ``at`` was left out before."""
    columns = [calendar.column(stream) for stream in brought.streams]
    cells = []
    for number, one in enumerate(calendar.expected):
        if not _is_in_use(brought.in_use, min(one.until_at - _TICK, at)):
            cells.append(Cell(one, State.NOT_EXPECTED, "the control was not in use when this was due"))
            continue
        persons = [_of_person(came) for came in brought.came if came.speaks_of(one)] if brought.came else []
        passed = None if persons else _passed_by_all(columns, number, one)
        if passed:
            cells.append(passed)
            continue
        said = [
            found for column in columns if (found := column.said(number)) and not _is_silent(found, one, at)
        ]
        said += persons
        joined = _joined(one, said) if said else _absent(one, at, is_watched=brought.is_watched)
        if joined.state in _EXCUSABLE and brought.excused:
            joined = _excused(joined, one, brought.excused)
        cells.append(Cell(one, *joined))
    return tuple(cells)


def _passed_by_all(columns: Sequence[Column], place: int, one: Occurrence) -> Cell | None:
    """The cell of an occurrence that every test passed, of those that had been asked and found somebody.

    That is nearly every cell, so it is made without what ``_joined`` weighs.
    """
    latest = by = None
    for column in columns:
        answer = column.deciding[place]
        if answer is None:
            return None
        if answer is False or answer.outcome in _CONCERNS_NOBODY:
            continue
        if answer.outcome is not Outcome.PASS:
            return None
        if latest is None or answer.recorded_at > latest.recorded_at:
            latest, by = answer, column
    if latest is None or by is None:
        return None
    state = State.LATE if latest.recorded_at > one.until_at else State.MET
    return Cell(one, state, by.words_at(place, latest), latest.recorded_at, latest.entry_seq, Basis.TEST)


def _is_in_use(spans: Sequence[Span], at: datetime) -> bool:
    for span in spans:  # noqa: SIM110, this is asked of every cell, and a generator costs twice as much
        if span.holds(at):
            return True
    return False


_RANK = {state: place for place, state in enumerate(State)}


def worst_state(cells: Sequence[Cell]) -> State:
    """The state that decides over several cells: there is at least one."""
    return min((one.state for one in cells), key=_RANK.__getitem__)


# What an accepted excusal stands for: what did not come, or cannot be told.
_EXCUSABLE = frozenset({State.MISSED, State.UNKNOWN, State.PENDING})


def _is_silent(said: Said, one: Occurrence, at: datetime) -> bool:
    """Whether a test that was not asked may still be: its window is not over yet."""
    return said.entry_seq is None and at < one.until_at


def _of_person(came: Came) -> Said:
    words = f"{came.basis.value}, “{came.title}”"
    state = State.MET if came.outcome is None else STATE_OF[came.outcome]
    return Said(state, words, came.recorded_at, came.entry_seq, came.basis)


def _absent(one: Occurrence, at: datetime, *, is_watched: bool) -> Said:
    """What nothing speaks of: still awaited, missed, or, where no calendar says so, not known."""
    if is_watched and at >= one.until_at:
        return Said(State.UNKNOWN, "nobody looked: no test had been asked yet")
    if at < one.deviation_from:
        return Said(State.PENDING, "nothing has come yet")
    return Said(State.MISSED, "nothing came, and the grace is over")


def _joined(one: Occurrence, said: Sequence[Said]) -> Said:
    """One of all that speaks to an occurrence: the worst, in the order fail, unknown, done, nothing.

    A person's finding settles what a test could not tell; a document that nobody judged does not.
    """
    if len(said) == 1:
        return _done(one, said) if said[0].state is State.MET else said[0]
    failed = [part for part in said if part.state is State.FAILED]
    if failed:
        return failed[0]
    unknown = [part for part in said if part.state is State.UNKNOWN]
    done = [part for part in said if part.state is State.MET]
    judged = [part for part in done if part.basis is Basis.FINDING]
    if unknown and not judged:
        came = next((part for part in done if part.basis is Basis.DOCUMENT), None)
        more = f"; {came.words} came, and a person's finding would settle it" if came else ""
        return unknown[0]._replace(words=unknown[0].words + more)
    return _done(one, judged or done) if done else said[0]


def _done(one: Occurrence, done: Sequence[Said]) -> Said:
    """Every test counts from when it was known; of what persons brought, the first is enough."""
    deciding = done[0]
    if len(done) > 1:
        tests = [part for part in done if part.basis is Basis.TEST]
        known = [part.came_at or one.due_at for part in tests or done]
        latest = max(known) if tests else min(known)
        deciding = (tests or done)[known.index(latest)]
    is_late = (deciding.came_at or one.due_at) > one.until_at
    return deciding._replace(state=State.LATE) if is_late else deciding


def _excused(said: Said, one: Occurrence, spans: Sequence[Span]) -> Said:
    """An accepted excusal over the whole window stands for what did not come or cannot be told."""
    for span in spans:
        if span.from_at <= one.from_at and (span.until_at is None or one.until_at <= span.until_at):
            return Said(State.EXCUSED, "an accepted excusal covers it")
    return said
