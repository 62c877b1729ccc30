"""DuckDB, the only door to it: open, lock, run within bounds, and read declared table shapes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from attestry.kit.errors import DomainError, Invalid, Unavailable

Connection = duckdb.DuckDBPyConnection

TYPES = frozenset({"VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP"})


class QueryFailed(DomainError):
    """The engine refused or could not finish a query."""


class QueryTookTooLong(QueryFailed):
    """The query ran into its time bound."""


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: its type is one of ``TYPES``."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class TableShape:
    """One declared table. The first key column names the item that a row belongs to."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def item_column(self) -> str:
        """The column that holds the item id."""
        return self.key[0]

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names in declared order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def types(self) -> dict[str, str]:
        """Column name to type."""
        return {column.name: column.type for column in self.columns}


@contextmanager
def opened(scratch: Path | None = None, *, memory_mb: int = 400, threads: int = 2) -> Iterator[Connection]:
    """A fresh in-memory database, bounded in memory and threads, closed at the end."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET memory_limit='{memory_mb}MB'")
        connection.execute(f"SET threads={threads}")
        connection.execute("SET TimeZone='UTC'")
        connection.execute("SET preserve_insertion_order=false")
        connection.execute("SET autoinstall_known_extensions=false")
        connection.execute("SET autoload_known_extensions=false")
        if scratch is not None:
            connection.execute(f"SET temp_directory='{literal_path(scratch)}'")
        else:
            connection.execute("SET temp_directory=''")
        yield connection
    finally:
        connection.close()


def lock(connection: Connection) -> None:
    """From here on: no files, no network, no extensions, and no way back."""
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")


def bounded(
    connection: Connection, sql: str, parameters: Mapping[str, Any] | None = None, *, seconds: float
) -> Connection:
    """Run ``sql``, interrupted after ``seconds``.

    Raises QueryTookTooLong or QueryFailed with the engine's own words.
    """
    late = threading.Event()

    def interrupt() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, interrupt)
    timer.start()
    try:
        return connection.execute(sql, dict(parameters) if parameters else None)
    except duckdb.Error as refusal:
        if late.is_set():
            raise QueryTookTooLong(f"The query ran longer than {seconds:g} s and was stopped.") from refusal
        if "No space left" in str(refusal):
            raise Unavailable(
                "The disk that holds the home is full.",
                next_step="Free some space and run the command again; nothing was half-written.",
                code="DiskFull",
            ) from refusal
        raise QueryFailed(_first_line(refusal)) from refusal
    finally:
        timer.cancel()


def literal_path(path: Path) -> str:
    """A path as it stands inside a quoted SQL literal."""
    return str(path).replace("'", "''")


def path_list(paths: Sequence[Path]) -> str:
    """Paths as a SQL list literal."""
    return "[" + ", ".join(f"'{literal_path(path)}'" for path in paths) + "]"


def quoted(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def shapes(ddl: str, source: str) -> tuple[TableShape, ...]:
    """The tables that a text of DDL declares, in order of their names.

    Raises Invalid where the DDL does not run, a column has another type than ``TYPES``,
    a key is missing, or a table or column is not described.
    """
    with opened(threads=1, memory_mb=100) as connection:
        lock(connection)
        try:
            connection.execute(ddl)
        except duckdb.Error as refusal:
            raise Invalid(f"{source}: {_first_line(refusal)}") from refusal
        tables = connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() ORDER BY table_name"
        ).fetchall()
        return tuple(_shape(connection, name, comment, source) for name, comment in tables)


def _shape(connection: Connection, table: str, comment: str | None, source: str) -> TableShape:
    rows = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? "
        "ORDER BY column_index",
        [table],
    ).fetchall()
    keys = connection.execute(
        "SELECT constraint_column_names FROM duckdb_constraints() "
        "WHERE table_name = ? AND constraint_type = 'PRIMARY KEY'",
        [table],
    ).fetchall()
    if not keys:
        raise Invalid(f"{source}: {table}: has no primary key")
    if not comment:
        raise Invalid(f"{source}: {table}: is not described")
    for name, kind, described in rows:
        if kind not in TYPES:
            raise Invalid(f"{source}: {table}.{name}: {kind} is not one of {', '.join(sorted(TYPES))}")
        if not described:
            raise Invalid(f"{source}: {table}.{name}: is not described")
    columns = tuple(Column(name, kind, described) for name, kind, described in rows)
    return TableShape(table, comment, columns, tuple(keys[0][0]))


def parquet_columns(path: Path) -> dict[str, str]:
    """Column name to type of a Parquet file. Raises Invalid where it is not one."""
    with opened(threads=1) as connection:
        try:
            rows = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        except duckdb.Error as refusal:
            raise Invalid(f"{path.name}: is not a readable Parquet file: {_first_line(refusal)}") from refusal
    return {row[0]: row[1] for row in rows}


def read_parquet_rows(
    path: Path, columns: Sequence[str], *, batch: int = 5000
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a Parquet file in batches. Raises Invalid where it cannot be read."""
    wanted = ", ".join(quoted(column) for column in columns)
    with opened() as connection:
        try:
            found = connection.execute(f"SELECT {wanted} FROM read_parquet(?)", [str(path)])  # noqa: S608
            while rows := found.fetchmany(batch):
                yield [dict(zip(columns, row, strict=True)) for row in rows]
        except duckdb.Error as refusal:
            raise Invalid(f"{path.name}: cannot be read: {_first_line(refusal)}") from refusal


def _first_line(refusal: Exception) -> str:
    return str(refusal).strip().splitlines()[0]
