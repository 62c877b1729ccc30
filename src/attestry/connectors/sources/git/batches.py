"""Rows gathered by table and handed on in batches of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from attestry.connectors.rules.observation import Rows

Row = dict[str, Any]
T = TypeVar("T")
BATCH = 500


def in_batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most ``size`` items, in order, never empty."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def rows_of(pairs: Iterable[tuple[str, Row]]) -> Iterator[Rows]:
    """One :class:`Rows` for each table that occurs, tables in the order they first occur."""
    by_table: dict[str, list[Row]] = {}
    for table, row in pairs:
        by_table.setdefault(table, []).append(row)
    for table, rows in by_table.items():
        yield Rows(table, rows)
