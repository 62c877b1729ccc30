"""The rows of one table as of an entry, a page of them, personal columns masked unless asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from attestry.connectors.queries import table_shape
from attestry.evidence.chain import Chain, state_sql
from attestry.evidence.detail import personal_columns, stream_of
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import chains
from attestry.kit import duck
from attestry.kit.duck import Column, quoted
from attestry.kit.errors import NotFound

PAGE = 50
LONGEST = 300
SECONDS = 20.0
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
    listed = ", ".join(_shown(name, masked) for name in names)
    item = quoted(shape.item_column)
    narrowed = bool(search) and shape.item_column not in masked
    where = f"WHERE contains(lower({item}), lower($search))" if narrowed else ""
    keys = ", ".join(quoted(key) for key in shape.key)
    sql = (
        f"SELECT count(*) OVER (), {listed} FROM ({state_sql(shape, chain, names)}) {where} "
        f"ORDER BY {keys} LIMIT {PAGE} OFFSET {int(offset)}"
    )
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder, duck.opened(Path(folder)) as db:
        values = {"search": search} if narrowed else None
        rows = duck.bounded(db, sql, values, seconds=SECONDS).fetchall()
    return Preview(
        table, shape.columns, tuple(row[1:] for row in rows), int(rows[0][0]) if rows else 0, masked
    )


def _shown(name: str, masked: Collection[str]) -> str:
    if name in masked:
        return f"CASE WHEN {quoted(name)} IS NULL THEN NULL ELSE '{MASK}' END AS {quoted(name)}"
    return (
        f"CASE WHEN strlen(CAST({quoted(name)} AS VARCHAR)) > {LONGEST} THEN left(CAST({quoted(name)} "
        f"AS VARCHAR), {LONGEST}) || '…' ELSE CAST({quoted(name)} AS VARCHAR) END AS {quoted(name)}"
    )
