"""Answers that are kept for as long as nothing was written: at most a minute, and never over midnight.

SQLite tells a connection whether others have written since (``PRAGMA data_version``). One connection of
the process only ever asks that: whoever writes, by whichever act or none, in this process or another,
is somebody else to it. While its number is what it was, every table is what it was. Inside a
transaction nothing is kept, since what it wrote may be taken back. Another database than SQLite is
asked each time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
KEPT_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class State:
    """The database as of its last write: a number, and the connection to which it means something."""

    seen_by: sqlite3.Connection
    version: int


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Any
    state: State
    at: datetime

    def is_good(self, state: State, at: datetime) -> bool:
        """Whether it would be answered again; what time alone changes is told within a minute."""
        is_near = timedelta() <= at - self.at < KEPT_FOR and at.date() == self.at.date()
        return is_near and state == self.state


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
_answers: dict[str, _Kept] = {}


def remembered(ask: Callable[[datetime], T]) -> Callable[[datetime], T]:
    """A query about an instant that is asked again only when something was written, or time went on.

    Its answer has to be one that nobody changes, and to depend on the database and the instant alone.
    """
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def answer(at: datetime) -> T:
        before = _state()
        if before is None:
            return ask(at)
        kept = _answers.get(name)
        if kept is not None and kept.is_good(before, at):
            told: T = kept.answer
            return told
        found = ask(at)
        if _state() == before:
            _answers[name] = _Kept(found, before, at)
        return found

    return answer


def _state() -> State | None:
    """The state, before or after a question; None where nothing may be kept."""
    path = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or connection.in_atomic_block or "memory" in Path(path).name:
        return None
    connection.ensure_connection()
    return _watcher.state(path)
