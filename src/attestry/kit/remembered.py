"""Answers that are kept for as long as they hold: never over midnight, and most of them at most a minute.

SQLite tells a connection whether others have written since (``PRAGMA data_version``). One connection of
the process only ever asks that: whoever writes, by whichever act or none, in this process or another,
is somebody else to it. While its number is what it was, every table is what it was. Where it is another,
what the answer was made of is read again (:mod:`attestry.kit.reads`), and only where that differs is the
answer made anew. Inside a transaction nothing is kept, since what it wrote may be taken back. Another
database than SQLite is asked each time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from attestry.kit.reads import Reads, reading, tell

T = TypeVar("T")
KEPT_FOR = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class State:
    """The database as of its last write: a number, and the connection to which it means something."""

    seen_by: sqlite3.Connection
    version: int


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Any
    reads: Reads
    state: State
    at: datetime

    def is_near(self, at: datetime, kept_for: timedelta) -> bool:
        """Whether time alone cannot have changed much; what it changes is told within ``kept_for``."""
        return timedelta() <= at - self.at < kept_for and at.date() == self.at.date()

    def holds(self, at: datetime, kept_for: timedelta) -> bool:
        """Whether everything that it was made of is read again; whoever is told it does not read that."""
        with reading():
            return self.reads.are_same(self.at, at, kept_for)


class _Watcher:
    """The connection that only asks whether anybody has written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._path = ""
        self._own: sqlite3.Connection | None = None

    def state(self, path: str) -> State:
        """The state of a database file. A statement at a time: connections are not for many threads."""
        with self._lock:
            if self._own is None or path != self._path:
                self.forget()
                uri = f"{Path(path).absolute().as_uri()}?mode=ro"
                self._own, self._path = sqlite3.connect(uri, uri=True, check_same_thread=False), path
            ((version,),) = self._own.execute("PRAGMA data_version").fetchall()
            return State(self._own, version)

    def forget(self) -> None:
        """Close the connection; the next question opens another."""
        if self._own is not None:
            self._own.close()
        self._own = None


_watcher = _Watcher()
_answers: dict[Callable[[datetime], Any], _Kept] = {}


def remembered(ask: Callable[[datetime], T]) -> Callable[[datetime], T]:
    """A query about an instant that is asked again only when something was written, or time went on.

    Its answer has to be one that nobody changes, and to depend on the database and the instant alone.
    """

    @wraps(ask)
    def answer(at: datetime) -> T:
        found: T = _found(ask, at)
        tell(answer, found)
        return found

    return answer


def of_the_day(ask: Callable[[datetime], T]) -> Callable[[datetime], T]:
    """A query that depends on the day and on no hour of it: remembered, it is kept until midnight."""
    ask.__dict__["kept_for"] = DAY
    return ask


def _found(ask: Callable[[datetime], T], at: datetime) -> T:
    before, kept_for = _state(), ask.__dict__.get("kept_for", KEPT_FOR)
    if before is None:
        return ask(at)
    kept = _answers.get(ask)
    if kept is not None and kept.is_near(at, kept_for):
        told: T = kept.answer
        if kept.state == before:
            return told
        if kept.holds(at, kept_for):
            if _state() == before:
                _answers[ask] = replace(kept, state=before)
            return told
    with reading() as reads:
        found = ask(at)
    if _state() == before:
        _answers[ask] = _Kept(found, reads, before, at)
    return found


def _state() -> State | None:
    """The state, before or after a question; None where nothing may be kept."""
    path = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or connection.in_atomic_block or "memory" in Path(path).name:
        return None
    connection.ensure_connection()
    return _watcher.state(path)
