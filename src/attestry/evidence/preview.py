"""The rows of one table as of an entry, a page of them, personal columns masked unless asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from attestry.connectors.queries import table_shape
from attestry.evidence.chain import Chain, state_sql
from attestry.evidence.detail import personal_columns, stream_of
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import chains, rows_behind
from attestry.kit import duck
from attestry.kit.duck import Column, quoted
from attestry.kit.errors import NotFound

PAGE = 50
LONGEST = 300
SECONDS = 20.0
FEW = 200_000
MASK = "masked"


@dataclass(frozen=True, slots=True)
class Preview:
    """A page of rows in the order of their key; ``masked`` columns show no values."""

    table: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int
    masked: frozenset[str]


def preview(of: Entry, table: str, *, offset: int = 0, search: str = "", unmasked: bool = False) -> Preview:
    """Rows of a table as of an entry; ``search`` looks in the item column. Raises NotFound.

    Where personal columns are masked they are neither read nor searched.
    """
    stream = stream_of(of)
    if of.kind != EntryKind.SNAPSHOT or stream is None or table not in stream.tables:
        raise NotFound(f"Entry {of.seq} has no table {table}.", next_step="See the entry's tables.")
    shape = table_shape(table)
    masked = frozenset() if unmasked else personal_columns(stream, table)
    chain = chains(of).get(table, Chain())
    names = [column.name for column in shape.columns]
    item = quoted(shape.item_column)
    narrowed = bool(search) and shape.item_column not in masked
    where = f"WHERE contains(lower({item}), lower($search))" if narrowed else ""
    keys = ", ".join(quoted(key) for key in shape.key)
    # The keys alone are counted, and only the rows of the page are written out.
    count = f"SELECT count(*) FROM ({state_sql(shape, chain, shape.key)}) {where}"
    page = (
        f"SELECT {', '.join(_shown(name, masked) for name in names)} FROM (SELECT * FROM "
        f"({state_sql(shape, chain, names)}) {where} ORDER BY {keys} LIMIT {PAGE} OFFSET {int(offset)}) "
        f"AS p ORDER BY {', '.join(f'p.{quoted(key)}' for key in shape.key)}"
    )
    values = {"search": search} if narrowed else None
    with _engine(of) as db:
        counted = duck.bounded(db, count, values, seconds=SECONDS).fetchone()
        rows = duck.bounded(db, page, values, seconds=SECONDS).fetchall()
    return Preview(table, shape.columns, tuple(rows), int(counted[0]) if counted else 0, masked)


@contextmanager
def _engine(of: Entry) -> Iterator[duck.Connection]:
    """The engine that is open already; for many rows one of its own, with room on the disk."""
    if rows_behind(of) <= FEW:
        with duck.shared() as db:
            yield db
        return
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder, duck.opened(Path(folder)) as db:
        yield db


def _shown(name: str, masked: Collection[str]) -> str:
    if name in masked:
        return f"CASE WHEN {quoted(name)} IS NULL THEN NULL ELSE '{MASK}' END AS {quoted(name)}"
    return (
        f"CASE WHEN strlen(CAST({quoted(name)} AS VARCHAR)) > {LONGEST} THEN left(CAST({quoted(name)} "
        f"AS VARCHAR), {LONGEST}) || '…' ELSE CAST({quoted(name)} AS VARCHAR) END AS {quoted(name)}"
    )
