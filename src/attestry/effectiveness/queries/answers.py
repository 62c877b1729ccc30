"""The answers that every control test gave, kept by the process, so that each is read once.

Results are only ever added. What is kept names the last result it holds and the act of the journal
that it was made after, whose hash stands for all before it: in another past, as after a restore, it
is made anew from the results. Answers that are alike in all are one object.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from operator import attrgetter
from typing import Any

from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.instants import as_text, read_instant
from attestry.effectiveness.rules.answers import Answer
from attestry.journal.models import JournalEntry
from attestry.journal.queries import head

_INSTANTS = ("as_of", "holds_until", "recorded_at")
_OUTCOMES = {one.value: one for one in Outcome}
_AT = attrgetter("at")


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers of each test in order of ``at``, up to and with the result ``last``, after the ``act``."""

    last: tuple[Any, ...] = (0,)
    act: tuple[int, str] = (0, "")
    tests: Mapping[str, Sequence[Answer]] = field(default_factory=dict)


_guard = threading.Lock()
_kept = Kept()


def answers_of(
    test_ids: Collection[str], *, from_at: datetime, until_at: datetime, known_at: datetime | None
) -> dict[str, Sequence[Answer]]:
    """The answers of each test given in [from_at, until_at], and the last one before them; two queries.

    The last one before may have run out: then it says that the test was asked, and nobody looked since.
    As known on an earlier day, only what was recorded by then.
    """
    tests = kept().tests
    found: dict[str, Sequence[Answer]] = {}
    for test_id in test_ids:
        given = tests.get(test_id, ())
        if known_at is not None:
            given = [one for one in given if one.recorded_at <= known_at]
        end = bisect_right(given, until_at, key=_AT)
        start = min(bisect_left(given, from_at, key=_AT), end)
        if bearing := given[max(start - 1, 0) : end]:
            found[test_id] = bearing
    return found


def last_asked(at: datetime, known_at: datetime | None = None) -> dict[str, datetime]:
    """When each test was last asked by ``at``, as known on ``known_at``; two queries."""
    found: dict[str, datetime] = {}
    for test_id, given in kept().tests.items():
        place = bisect_right(given, at, key=_AT)
        while place and known_at is not None and given[place - 1].recorded_at > known_at:
            place -= 1
        if place:
            found[test_id] = given[place - 1].at
    return found


def forget() -> None:
    """Drop what is kept: the next question reads every result."""
    global _kept  # noqa: PLW0603
    with _guard:
        _kept = Kept()


def kept() -> Kept:
    """What is kept, brought up to date in two queries; the same object as long as nothing was added."""
    global _kept  # noqa: PLW0603
    with _guard:
        seq, digest = _kept.act
        is_same = JournalEntry.objects.filter(seq=seq, hash=digest).exists() if _kept.tests else True
        rows = _rows_from(_kept.last[0]) if is_same else []
        if _kept.tests and (not rows or rows[0] != _kept.last):
            _kept, rows = Kept(), _rows_from(0)
        new = rows[1:] if _kept.tests else rows
        if new:
            _kept = _grown(_kept, new)
        return _kept


def _rows_from(pk: int) -> list[tuple[Any, ...]]:
    rows = Result.objects.filter(pk__gte=pk, run__isnull=False).order_by("pk")
    instants = map(as_text, _INSTANTS)
    return list(rows.values_list("pk", "test_id", "verdict", "error", "entry_seq", *instants))


def _grown(before: Kept, rows: Sequence[tuple[Any, ...]]) -> Kept:
    alike: dict[tuple[Any, ...], Answer] = {}
    new: dict[str, list[Answer]] = defaultdict(list)
    for _, test_id, verdict, error, seq, *instants in rows:
        outcome = Outcome.UNKNOWN if error else _OUTCOMES[verdict]
        key = (outcome, seq, *instants)
        if key not in alike:
            at, holds_until, recorded_at = map(read_instant, instants)
            alike[key] = Answer(at, holds_until, recorded_at, outcome, seq)
        new[test_id].append(alike[key])
    tests = {test_id: _in_order([*before.tests.get(test_id, ()), *seen]) for test_id, seen in new.items()}
    return Kept(rows[-1], head(), {**before.tests, **tests})


def _in_order(answers: list[Answer]) -> list[Answer]:
    """By ``at``, then as they were recorded; an answer of an earlier time may have come later."""
    if any(after.at < before.at for before, after in pairwise(answers)):
        answers.sort(key=_AT)
    return answers
