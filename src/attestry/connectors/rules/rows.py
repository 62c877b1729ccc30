"""Rows held to their declaration: no guessed types, no unknown columns, no missing keys.

A value is taken only as what it already is; ``"7"`` is never 7 and ``"yes"`` never true.
Instants are taken only with their zone, and are written in UTC. A batch is looked at column by
column; row by row only where something in it needs to be put right or refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from attestry.connectors.errors import RowRefused
from attestry.kit.duck import Column, TableShape

MOST_TEXT_BYTES = 16 << 20

_NONE = type(None)
_TYPES: dict[str, frozenset[type]] = {
    "VARCHAR": frozenset({str}),
    "BIGINT": frozenset({int}),
    "DOUBLE": frozenset({float, int}),
    "BOOLEAN": frozenset({bool}),
    "DATE": frozenset({date}),
    "TIMESTAMP": frozenset({datetime}),
}


def _are_plain_texts(values: Sequence[Any]) -> bool:
    joined = "".join(values)
    return joined.isascii() and "\x00" not in joined and len(joined) <= MOST_TEXT_BYTES


def _are_integers(values: Sequence[Any]) -> bool:
    return not values or (min(values) >= -(2**63) and max(values) < 2**63)


def _are_in_utc(values: Sequence[Any]) -> bool:
    return {value.tzinfo for value in values} <= {UTC}


def _are_anything(_values: Sequence[Any]) -> bool:
    return True


def _are_put_right_one_by_one(values: Sequence[Any]) -> bool:
    return not values


_FIT: dict[str, Callable[[Sequence[Any]], bool]] = {
    "VARCHAR": _are_plain_texts,
    "BIGINT": _are_integers,
    "DOUBLE": _are_put_right_one_by_one,
    "BOOLEAN": _are_anything,
    "DATE": _are_anything,
    "TIMESTAMP": _are_in_utc,
}


def _text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("holds a NUL")
    if len(value.encode()) > MOST_TEXT_BYTES:
        raise ValueError(f"is longer than {MOST_TEXT_BYTES >> 20} MB")
    return value


def _integer(value: int) -> int:
    if not -(2**63) <= value < 2**63:
        raise ValueError("does not fit 64 bits")
    return value


def _number(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("is not a finite number")
    return number + 0.0  # -0.0 and 0.0 are one value


def _instant(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("has no zone")
    return value.astimezone(UTC)


def _as_it_is(value: Any) -> Any:
    return value


_PUT_RIGHT: dict[str, Callable[[Any], Any]] = {
    "VARCHAR": _text,
    "BIGINT": _integer,
    "DOUBLE": _number,
    "BOOLEAN": _as_it_is,
    "DATE": _as_it_is,
    "TIMESTAMP": _instant,
}


class RowWriter:
    """Holds rows of one table to its declaration and gives them back in declared order."""

    def __init__(self, shape: TableShape) -> None:
        self._shape = shape
        self._blank: dict[str, Any] = dict.fromkeys(shape.column_names)
        self._known = frozenset(self._blank)
        self._key = frozenset(shape.key)

    def written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it is written. Raises RowRefused with table, column and found value."""
        return self.batch([row])[0]

    def batch(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Many rows at once, as they are written. Raises RowRefused where any of them is refused."""
        for row in rows:
            if not self._known.issuperset(row):
                unknown = min(set(row) - self._known, key=str)
                raise RowRefused(f"{self._shape.name}.{unknown}: is not a declared column")
        answer = [{**self._blank, **row} for row in rows]
        for column in self._shape.columns:
            name = column.name
            if not self._fits(column, [row[name] for row in answer]):
                for row in answer:
                    row[name] = self._put_right(column, row[name])
        return answer

    def _fits(self, column: Column, values: list[Any]) -> bool:
        found = set(map(type, values))
        if _NONE in found:
            if column.name in self._key:
                return False
            found.discard(_NONE)
            values = [value for value in values if value is not None]
        return found <= _TYPES[column.type] and _FIT[column.type](values)

    def _put_right(self, column: Column, value: Any) -> Any:
        place = f"{self._shape.name}.{column.name}"
        if value is None:
            if column.name in self._key:
                raise RowRefused(f"{place}: is part of the key and is missing")
            return None
        if type(value) not in _TYPES[column.type]:
            raise RowRefused(f"{place}: {_shown(value)} ({type(value).__name__}) is not {column.type}")
        try:
            return _PUT_RIGHT[column.type](value)
        except (ValueError, OverflowError) as refusal:
            raise RowRefused(f"{place}: {_shown(value)} is not {column.type}: {_why(refusal)}") from refusal


def _shown(value: Any) -> str:
    return ascii(value[:60] if isinstance(value, str) else value)[:80]


def _why(refusal: Exception) -> str:
    return "is not text that can be written" if isinstance(refusal, UnicodeError) else str(refusal)
