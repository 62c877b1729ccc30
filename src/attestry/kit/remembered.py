"""Answers that are kept for as long as nothing was written: at most a minute, and never over midnight.

SQLite tells a connection two numbers: how often others wrote since (``PRAGMA data_version``), and how
many rows it changed itself (``sqlite3_total_changes``). While both are what they were, every table is
what it was, whoever might have written, by whichever act or none. They mean something to one connection
alone, and a thread has one: so each thread keeps its own answers. Inside a transaction nothing is kept,
since what it wrote may be taken back. Another database than SQLite is asked each time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
KEPT_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _State:
    """The database as one connection sees it."""

    seen_by: sqlite3.Connection
    written_by_others: int
    written_by_it: int


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Any
    state: _State
    at: datetime

    def is_good(self, state: _State, at: datetime) -> bool:
        """Whether it would be answered again; what time alone changes is told within a minute."""
        is_near = timedelta() <= at - self.at < KEPT_FOR and at.date() == self.at.date()
        return is_near and state == self.state


class _OfThread(threading.local):
    def __init__(self) -> None:
        self.answers: dict[str, _Kept] = {}


_of_thread = _OfThread()


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
        kept = _of_thread.answers.get(name)
        if kept is not None and kept.is_good(before, at):
            told: T = kept.answer
            return told
        found = ask(at)
        if _state() == before:
            _of_thread.answers[name] = _Kept(found, before, at)
        return found

    return answer


def _state() -> _State | None:
    if connection.vendor != "sqlite" or _may_be_taken_back():
        return None
    with connection.cursor() as cursor:
        (written,) = cursor.execute("PRAGMA data_version").fetchone()
    own = connection.connection
    return _State(own, written, own.total_changes)


def _may_be_taken_back() -> bool:
    """Whether what was written would be gone if the transaction ended badly."""
    return connection.in_atomic_block
