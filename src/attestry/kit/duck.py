"""DuckDB, the only door to it: open, lock, run within bounds, and read declared table shapes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attestry.kit.errors import DomainError, Invalid, Unavailable
from attestry.kit.late import Late

if TYPE_CHECKING:
    import duckdb
else:
    duckdb = Late("duckdb")

Connection: TypeAlias = "duckdb.DuckDBPyConnection"

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
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{memory_mb}MB",
            "threads": threads,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": str(scratch) if scratch is not None else "",
        },
    )
    try:
        connection.execute("SET TimeZone='UTC'")
        yield connection
    finally:
        connection.close()


@contextmanager
def beside(connection: Connection) -> Iterator[Connection]:
    """A second connection to the same database, with temporary tables of its own; for another thread."""
    cursor = connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()


_shared_guard = threading.Lock()
_shared_connection: Connection | None = None


@contextmanager
def shared() -> Iterator[Connection]:
    """A cursor of one connection that this process keeps for short reads of its own files.

    Opening a database costs more than most reads; pages use this. Never for a test's SQL.
    """
    global _shared_connection  # noqa: PLW0603
    with _shared_guard:
        if _shared_connection is None:
            _shared_connection = duckdb.connect(
                ":memory:",
                config={
                    "memory_limit": "150MB",
                    "threads": 2,
                    "temp_directory": "",
                    "enable_object_cache": True,
                    "autoinstall_known_extensions": False,
                    "autoload_known_extensions": False,
                },
            )
            _shared_connection.execute("SET TimeZone='UTC'")
        cursor = _shared_connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()


def lock(connection: Connection, *, allowed: Sequence[Path] = (), folder: Path | None = None) -> None:
    """From here on: no files but those ``allowed`` and in ``folder``, no network, and no way back."""
    if folder is not None:
        connection.execute(f"SET allowed_directories={path_list([folder])}")
    if allowed:
        connection.execute(f"SET allowed_paths={path_list(allowed)}")
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")


def run(connection: Connection, sql: str, parameters: Mapping[str, Any] | None = None) -> Connection:
    """Run a statement of our own. Raises QueryFailed with the engine's words; Unavailable on a full disk."""
    try:
        return connection.execute(sql, dict(parameters) if parameters else None)
    except duckdb.Error as refusal:
        if "No space left" in str(refusal):
            raise Unavailable(
                "The disk that holds the home is full.",
                next_step="Free some space and run the command again; nothing was half-written.",
                code="DiskFull",
            ) from refusal
        raise QueryFailed(_first_line(refusal)) from refusal


def bounded(
    connection: Connection, sql: str, parameters: Mapping[str, Any] | None = None, *, seconds: float
) -> Connection:
    """Run a statement that somebody else wrote, interrupted after ``seconds``.

    Raises QueryTookTooLong, or what ``run`` raises.
    """
    late = threading.Event()

    def interrupt() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, interrupt)
    timer.start()
    try:
        return run(connection, sql, parameters)
    except QueryFailed as refusal:
        if late.is_set():
            raise QueryTookTooLong(f"The query ran longer than {seconds:g} s and was stopped.") from refusal
        raise
    finally:
        timer.cancel()


def is_one_question(connection: Connection, sql: str) -> bool:
    """Whether the text is a single SELECT, and nothing follows it. Raises QueryFailed where it is no SQL."""
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as refusal:
        raise QueryFailed(_first_line(refusal)) from refusal
    return len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT


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
        tables = connection.execute("SELECT table_name, comment FROM duckdb_tables() ORDER BY 1").fetchall()
        columns = connection.execute(
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
            "ORDER BY table_name, column_index"
        ).fetchall()
        keys: dict[str, list[str]] = dict(
            connection.execute(
                "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
                "WHERE constraint_type = 'PRIMARY KEY'"
            ).fetchall()
        )
    return tuple(
        _shape(
            source,
            table,
            comment,
            [Column(*row[1:]) for row in columns if row[0] == table],
            tuple(keys.get(table, ())),
        )
        for table, comment in tables
    )


def _shape(
    source: str, table: str, comment: str | None, columns: Sequence[Column], key: tuple[str, ...]
) -> TableShape:
    if not key:
        raise Invalid(f"{source}: {table}: has no primary key")
    if not comment:
        raise Invalid(f"{source}: {table}: is not described")
    for column in columns:
        if column.type not in TYPES:
            known = ", ".join(sorted(TYPES))
            raise Invalid(f"{source}: {table}.{column.name}: {column.type} is not one of {known}")
        if not column.description:
            raise Invalid(f"{source}: {table}.{column.name}: is not described")
    return TableShape(table, comment, tuple(columns), key)


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
            found = connection.execute(f"SELECT {wanted} FROM read_parquet(?)", [str(path)])
            while rows := found.fetchmany(batch):
                yield [dict(zip(columns, row, strict=True)) for row in rows]
        except duckdb.Error as refusal:
            raise Invalid(f"{path.name}: cannot be read: {_first_line(refusal)}") from refusal


def _first_line(refusal: Exception) -> str:
    return str(refusal).strip().splitlines()[0]
