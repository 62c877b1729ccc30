"""The grounds of a run: which entry of each stream it looked at, and how the tables they bring are declared.

A run seals its grounds with its answers, so that whoever replays it looks at the very same rows
and gaps, whatever the sources declare by then. Nothing here needs the database of facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from attestry.connectors.rules.declaration import StreamKind, sealed_span
from attestry.control_tests.rules.definition import Definition
from attestry.evidence.chain import Chain, state_sql
from attestry.kit import duck
from attestry.kit.digest import canonical_json
from attestry.kit.duck import Column, Connection, TableShape, quoted

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CONNECTION = re.compile(r"[A-Za-z0-9_-]{1,80}")

GAP_TABLE = (
    "CREATE TABLE _gap "
    "(table_name VARCHAR, item VARCHAR, column_name VARCHAR, reason VARCHAR, detail VARCHAR)"
)

ChainOf = Callable[["Ground", str], Chain]
PathOf = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class Ground:
    """One stream as a run looked at it.

    ``seq`` is the entry whose tables were read, None before the first. ``reason`` and ``words``
    are why the stream was not seen, "" where it was.
    """

    connection: str
    title: str
    stream: str
    kind: StreamKind
    tables: tuple[str, ...]
    fresh_for: timedelta
    seq: int | None
    gaps_digest: str | None
    reason: str
    words: str

    @property
    def is_seen(self) -> bool:
        """Whether its entry may be relied on."""
        return self.seq is not None and not self.words


def declared(grounds: Iterable[Ground], shapes: Mapping[str, TableShape]) -> bytes:
    """How the streams and the tables that a run reads are declared, as canonical JSON."""
    return canonical_json(
        {
            "streams": [
                [one.connection, one.stream, one.title, one.kind.value, list(one.tables), _seconds(one)]
                for one in grounds
            ],
            "tables": {
                name: {
                    "columns": [[column.name, column.type] for column in shape.columns],
                    "key": list(shape.key),
                }
                for name, shape in sorted(shapes.items())
            },
        }
    )


def _seconds(ground: Ground) -> int:
    return int(ground.fresh_for.total_seconds())


def said(grounds: Iterable[Ground]) -> list[list[Any]]:
    """What a run's entry says of its grounds, in the order of the declaration."""
    return [[one.seq, one.gaps_digest, one.reason, one.words] for one in grounds]


def read(declaration: Mapping[str, Any], lines: Sequence[Sequence[Any]]) -> tuple[Ground, ...]:
    """The grounds that a declaration and a run's entry say. Raises ValueError where they do not fit."""
    for connection, *_ in declaration["streams"]:
        if not _CONNECTION.fullmatch(connection):
            raise ValueError(f"{connection!r} is no name of a connection")
    return tuple(
        Ground(connection, title, stream, StreamKind(kind), tuple(tables), sealed_span(fresh_for), *line)
        for (connection, stream, title, kind, tables, fresh_for), line in zip(
            declaration["streams"], lines, strict=True
        )
    )


def shapes(declaration: Mapping[str, Any]) -> dict[str, TableShape]:
    """The tables of a declaration by name. Raises ValueError where a name or type is none of ours."""
    for name, one in declaration["tables"].items():
        for column, kind in [*one["columns"], [name, "VARCHAR"]]:
            if not _NAME.fullmatch(column) or kind not in duck.TYPES:
                raise ValueError(f"{name}: no table declares {column!r} as {kind!r}")
    return {
        name: TableShape(
            name, "", tuple(Column(column, kind, "") for column, kind in one["columns"]), tuple(one["key"])
        )
        for name, one in declaration["tables"].items()
    }


def needed_columns(
    definitions: Iterable[Definition], declared_as: Mapping[str, TableShape]
) -> dict[str, tuple[str, ...]]:
    """Every table and column that the tests read, item columns first."""
    needed: dict[str, dict[str, None]] = {}
    for definition in definitions:
        for table, columns in definition.meaning.reads.items():
            wanted = needed.setdefault(table, {declared_as[table].item_column: None})
            wanted.update(dict.fromkeys(columns))
    return {table: tuple(columns) for table, columns in needed.items()}


def make_tables(
    connection: Connection, declared_as: Mapping[str, TableShape], needed: Mapping[str, Sequence[str]]
) -> None:
    """The tables that the tests read, and ``_gap``, all empty."""
    connection.execute(GAP_TABLE)
    for table, columns in needed.items():
        types = declared_as[table].types
        typed = ", ".join(f"{quoted(name)} {types[name]}" for name in columns)
        connection.execute(f"CREATE TABLE {quoted(table)} ({typed}, _connection VARCHAR)")


def fill(
    connection: Connection,
    grounds: Sequence[Ground],
    declared_as: Mapping[str, TableShape],
    needed: Mapping[str, Sequence[str]],
    chain_of: ChainOf,
) -> None:
    """Put the rows as of the grounds' entries into the tables."""
    for table, columns in needed.items():
        for one in grounds:
            if table in one.tables:
                rows = state_sql(declared_as[table], chain_of(one, table), columns)
                duck.run(
                    connection, f"INSERT INTO {quoted(table)} SELECT *, '{one.connection}' FROM ({rows})"
                )


def note_gaps(
    connection: Connection,
    grounds: Sequence[Ground],
    declared_as: Mapping[str, TableShape],
    needed: Iterable[str],
    path_of: PathOf,
) -> None:
    """Fill ``_gap`` with what was not seen of the tables; their rows are there already."""
    wanted = list(needed)
    for table in wanted:
        bringing = [one for one in grounds if table in one.tables]
        if not bringing:
            _note(connection, table, "not_connected", "no connection brings this table")
        for one in bringing:
            if one.words:
                _note_unseen(connection, declared_as[table], one)
    for one in grounds:
        if one.is_seen and one.gaps_digest and set(one.tables) & set(wanted):
            _note_sealed(connection, path_of(one.gaps_digest))


def _note_unseen(connection: Connection, shape: TableShape, one: Ground) -> None:
    detail = f"{one.title}: {one.words}"
    _note(connection, shape.name, one.reason, detail)
    connection.execute(
        f"INSERT INTO _gap SELECT DISTINCT ?, {quoted(shape.item_column)}, '', ?, ? "
        f"FROM {quoted(shape.name)} WHERE _connection = ?",
        [shape.name, one.reason, detail, one.connection],
    )


def _note(connection: Connection, table: str, reason: str, detail: str) -> None:
    connection.execute("INSERT INTO _gap VALUES (?, NULL, '', ?, ?)", [table, reason, detail])


def _note_sealed(connection: Connection, path: Path) -> None:
    connection.execute(
        f'INSERT INTO _gap SELECT "table", item, '
        f'unnest(CASE WHEN len("columns") = 0 THEN [\'\'] ELSE "columns" END), reason, detail '
        f"FROM read_json('{duck.literal_path(path)}', format='newline_delimited', "
        f"columns={{'table': 'VARCHAR', 'item': 'VARCHAR', 'columns': 'VARCHAR[]', "
        f"'reason': 'VARCHAR', 'detail': 'VARCHAR'}})"
    )
