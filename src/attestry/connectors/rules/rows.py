"""Rows held to their declaration: no guessed types, no unknown columns, no missing keys.

A value is taken only as what it already is; ``"7"`` is never 7 and ``"yes"`` never true.
Instants become UTC text with microseconds, the one form that is written to disk.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from attestry.connectors.errors import RowRefused
from attestry.kit.duck import TableShape


def _text(value: Any) -> str | None:
    return value if type(value) is str and "\x00" not in value else None


def _integer(value: Any) -> int | None:
    return value if type(value) is int and -(2**63) <= value < 2**63 else None


def _number(value: Any) -> float | None:
    return float(value) if type(value) in (int, float) and math.isfinite(value) else None


def _truth(value: Any) -> bool | None:
    return value if type(value) is bool else None


def _day(value: Any) -> str | None:
    return value.isoformat() if type(value) is date else None


def _instant(value: Any) -> str | None:
    if type(value) is not datetime or value.tzinfo is None:
        return None
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "VARCHAR": _text,
    "BIGINT": _integer,
    "DOUBLE": _number,
    "BOOLEAN": _truth,
    "DATE": _day,
    "TIMESTAMP": _instant,
}


class RowWriter:
    """Turns rows of one table into the values that are written, in declared order."""

    def __init__(self, shape: TableShape) -> None:
        self._shape = shape
        self._columns = tuple((column.name, column.type, _WRITTEN[column.type]) for column in shape.columns)
        self._known = frozenset(shape.types)
        self._key = frozenset(shape.key)

    def written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it is written. Raises RowRefused with table, column and found value."""
        if not self._known.issuperset(row):
            unknown = sorted(set(row) - self._known)[0]
            raise RowRefused(f"{self._shape.name}.{unknown}: is not a declared column")
        answer: dict[str, Any] = {}
        for name, kind, write in self._columns:
            value = row.get(name)
            if value is None:
                if name in self._key:
                    raise RowRefused(f"{self._shape.name}.{name}: is part of the key and is missing")
                answer[name] = None
                continue
            written = write(value)
            if written is None:
                raise RowRefused(
                    f"{self._shape.name}.{name}: {value!r:.80} ({type(value).__name__}) is not {kind}"
                )
            answer[name] = written
        return answer
