"""Parquet: typed already, so its schema is held to the declared types before a row is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attestry.connectors.sources.files.reading import Record
from attestry.connectors.sources.files.refusals import THE_FILE, refused
from attestry.kit import duck
from attestry.kit.errors import Invalid

_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_ZONED = "TIMESTAMP WITH TIME ZONE"
_INSTANTS = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", _ZONED}
_MOST_SECONDS = 300
_TAKEN = {
    "VARCHAR": {"VARCHAR"} | _WHOLE,
    "BIGINT": {"VARCHAR"} | _WHOLE,
    "DOUBLE": {"VARCHAR", "FLOAT", "DOUBLE", "DECIMAL"} | _WHOLE,
    "BOOLEAN": {"VARCHAR", "BOOLEAN"},
    "DATE": {"VARCHAR", "DATE"},
    "TIMESTAMP": {"VARCHAR"} | _INSTANTS,
}
_SCALARS = frozenset().union(*_TAKEN.values())


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file. Columns of lists, maps and bytes are named by it but never read."""

    path: Path
    name: str

    def columns(self) -> Sequence[str]:
        """The names in its schema."""
        return list(self._schema())

    def check(self, wanted: dict[str, str]) -> None:
        """Hold the schema to declared types by their column. Raises Invalid naming both types."""
        schema = self._schema()
        for column, declared in wanted.items():
            if _bare(schema[column]) not in _TAKEN[declared]:
                raise refused(self.name, 1, column, f"is {schema[column]}, and {declared} is declared")

    def records(self) -> Iterator[Record]:
        """The rows; their line is their number."""
        schema = self._schema()
        columns = [name for name, found in schema.items() if _bare(found) in _SCALARS]
        zoned = [name for name in columns if schema[name] == _ZONED]
        path = self._in_utc(columns, zoned) if zoned else self.path
        number = 0
        for batch in self._batches(path, columns):
            for row in batch:
                number += 1
                yield Record(number, row | {name: _utc(row[name]) for name in zoned})

    def _in_utc(self, columns: list[str], zoned: list[str]) -> Path:
        """A neighbour whose instants are UTC without saying so, the only form that the kit reads."""
        target = self.path.with_name(f"{self.path.name}-utc")
        listed = ", ".join(
            f"CAST({duck.quoted(name)} AS TIMESTAMP) AS {duck.quoted(name)}"
            if name in zoned
            else duck.quoted(name)
            for name in columns
        )
        source, plain = duck.literal_path(self.path), duck.literal_path(target)
        sql = f"COPY (SELECT {listed} FROM read_parquet('{source}')) TO '{plain}' (FORMAT parquet)"  # noqa: S608
        with duck.opened() as connection:
            connection.execute("SET preserve_insertion_order=true")
            try:
                duck.bounded(connection, sql, seconds=_MOST_SECONDS)
            except duck.QueryFailed as refusal:
                raise self._unreadable() from refusal
        return target

    def _batches(self, path: Path, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
        try:
            yield from duck.read_parquet_rows(path, columns)
        except Invalid as refusal:
            raise self._unreadable() from refusal

    def _schema(self) -> dict[str, str]:
        try:
            return duck.parquet_columns(self.path)
        except Invalid as refusal:
            raise self._unreadable() from refusal

    def _unreadable(self) -> Invalid:
        return refused(self.name, 1, THE_FILE, "is not a readable Parquet file")


def _bare(found: str) -> str:
    """The type without its bounds: DECIMAL(18,2) is DECIMAL."""
    return found.partition("(")[0]


def _utc(instant: datetime | None) -> datetime | None:
    return instant and instant.replace(tzinfo=UTC)
