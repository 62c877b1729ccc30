"""Rows held to their declaration: no guessed types, no unknown columns, no missing keys.

A value is taken only as what it already is; ``"7"`` is never 7 and ``"yes"`` never true.
Instants are taken only with their zone, and are written in UTC.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from attestry.connectors.errors import RowRefused
from attestry.kit.duck import TableShape


def _text(value: Any) -> bool:
    return "\x00" not in value


def _integer(value: Any) -> bool:
    return -(2**63) <= value < 2**63


def _number(value: Any) -> bool:
    return math.isfinite(value)


def _instant(value: Any) -> bool:
    return value.tzinfo is not None


def _anything(_value: Any) -> bool:
    return True


_TAKEN: dict[str, tuple[tuple[type, ...], Callable[[Any], bool]]] = {
    "VARCHAR": ((str,), _text),
    "BIGINT": ((int,), _integer),
    "DOUBLE": ((float, int), _number),
    "BOOLEAN": ((bool,), _anything),
    "DATE": ((date,), _anything),
    "TIMESTAMP": ((datetime,), _instant),
}


class RowWriter:
    """Holds rows of one table to its declaration and gives them back in declared order."""

    def __init__(self, shape: TableShape) -> None:
        self._shape = shape
        self._columns = tuple((column.name, column.type, *_TAKEN[column.type]) for column in shape.columns)
        self._known = frozenset(shape.types)
        self._key = frozenset(shape.key)

    def written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it is written. Raises RowRefused with table, column and found value."""
        if not self._known.issuperset(row):
            unknown = sorted(set(row) - self._known)[0]
            raise RowRefused(f"{self._shape.name}.{unknown}: is not a declared column")
        answer: dict[str, Any] = {}
        for name, kind, types, holds in self._columns:
            value = row.get(name)
            if value is None:
                if name in self._key:
                    raise RowRefused(f"{self._shape.name}.{name}: is part of the key and is missing")
            elif type(value) not in types or not holds(value):
                raise RowRefused(
                    f"{self._shape.name}.{name}: {value!r:.80} ({type(value).__name__}) is not {kind}"
                )
            elif kind == "TIMESTAMP" and value.tzinfo is not UTC:
                value = value.astimezone(UTC)
            answer[name] = value
        return answer
