"""What a question read from the database, so that one can see whether it would read the same again.

Every statement that is run meanwhile is written down with its rows, and run once more later: where each
answers the same, the question would be answered the same. Only statements that read can be run again.
Values that are the instant asked about are replaced by the instant of now; a question that was given
another instant so near to it that what is written now could fall between them cannot be judged.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

Row = tuple[Any, ...]
_DAY_LENGTH = len("2026-03-10")
_READS = ("SELECT ", "WITH ")


@dataclass(frozen=True, slots=True)
class Read:
    """One statement and what it answered."""

    sql: str
    values: tuple[Any, ...] | None
    rows: tuple[Row, ...]

    def is_same(self, then: datetime, now: datetime) -> bool:
        """Whether it still answers so, asked about ``now`` as it was about ``then``."""
        before, after = _as_kept(then), _as_kept(now)
        with connection.cursor() as cursor:
            moved = [after if one == before else one for one in self.values or ()]
            cursor.execute(self.sql, None if self.values is None else moved)
            return tuple(cursor.fetchall()) == self.rows


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that another question was told, and how to ask for it."""

    ask: Callable[[datetime], Any]
    answer: Any

    def is_same(self, _then: datetime, now: datetime) -> bool:
        """Whether it is still told so."""
        found = self.ask(now)
        return found is self.answer or bool(found == self.answer)


class Reads:
    """Everything that one question read, in order."""

    def __init__(self) -> None:
        self.all: list[Read | Told] = []
        self.are_whole = True

    def are_same(self, then: datetime, now: datetime, near: timedelta) -> bool:
        """Whether all of it would be read again. Ends at the first that would not."""
        if not self.are_whole or (then != now and self._stand_near(then, near)):
            return False
        return all(one.is_same(then, now) for one in self.all)

    def _stand_near(self, then: datetime, near: timedelta) -> bool:
        first, same, last = _as_kept(then - near), _as_kept(then), _as_kept(then + near)
        texts = (value for one in self.all if isinstance(one, Read) for value in one.values or ())
        return any(
            isinstance(one, str) and len(one) > _DAY_LENGTH and first <= one <= last and one != same
            for one in texts
        )


class _Rows:
    """A cursor whose rows were fetched already."""

    def __init__(self, cursor: Any, rows: Sequence[Row]) -> None:
        self.cursor, self._rows = cursor, iter(rows)

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Row]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[Row]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


class _Open(threading.local):
    """The questions that are being asked in a thread, the innermost last."""

    def __init__(self) -> None:
        self.all: list[Reads] = []


_open = _Open()


@contextmanager
def reading() -> Iterator[Reads]:
    """Write down what is read until the end; what a question within it reads is the other's alone."""
    reads = Reads()
    _open.all.append(reads)
    try:
        if len(_open.all) > 1:
            yield reads
        else:
            with connection.execute_wrapper(_write_down):
                yield reads
    finally:
        _open.all.pop()


def tell(ask: Callable[[datetime], Any], answer: Any) -> None:
    """Let the question that is being asked know that it was told the answer of another."""
    if _open.all:
        _open.all[-1].all.append(Told(ask, answer))


def _write_down(
    execute: Callable[..., Any],
    sql: str,
    values: Any,
    many: bool,  # noqa: FBT001
    context: dict[str, Any],
) -> Any:
    cursor, reads = context["cursor"], _open.all[-1]
    if isinstance(cursor.cursor, _Rows):
        cursor.cursor = cursor.cursor.cursor
    answer = execute(sql, values, many, context)
    if many or not sql.startswith(_READS) or isinstance(values, dict):
        reads.are_whole = False
        return answer
    rows = tuple(cursor.cursor.fetchall())
    reads.all.append(Read(sql, None if values is None else tuple(values), rows))
    cursor.cursor = _Rows(cursor.cursor, rows)
    return cursor.cursor


def _as_kept(at: datetime) -> str:
    """An instant as the database keeps it, and statements give it."""
    return str(connection.ops.adapt_datetimefield_value(at))
