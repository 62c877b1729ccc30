"""Parquet: typed already, so its schema is held to the declared types before a row is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attestry.connectors.sources.files.reading import MOST_ROWS, Record
from attestry.connectors.sources.files.refusals import THE_FILE, refused
from attestry.connectors.sources.files.typed import LONGEST_TEXT
from attestry.kit import duck
from attestry.kit.errors import Invalid

_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_ZONED = "TIMESTAMP WITH TIME ZONE"
_INSTANTS = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", _ZONED}
_TAKEN = {
    "VARCHAR": {"VARCHAR"} | _WHOLE,
    "BIGINT": {"VARCHAR"} | _WHOLE,
    "DOUBLE": {"VARCHAR", "FLOAT", "DOUBLE", "DECIMAL"} | _WHOLE,
    "BOOLEAN": {"VARCHAR", "BOOLEAN"},
    "DATE": {"VARCHAR", "DATE"},
    "TIMESTAMP": {"VARCHAR"} | _INSTANTS,
}
_MOST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file of which only the columns in ``wanted`` are read."""

    path: Path
    name: str
    wanted: tuple[str, ...] = ()

    def columns(self) -> Sequence[str]:
        """The names in its schema."""
        return list(self._schema())

    def checked(self, declared: Mapping[str, str]) -> ParquetFile:
        """The file with the columns to read, each held to its declared type.

        Raises Invalid naming both types, and where a small file would unfold into too many rows
        or too long texts.
        """
        schema = self._schema()
        for column, kind in declared.items():
            if schema[column].partition("(")[0] not in _TAKEN[kind]:
                raise refused(self.name, 1, column, f"is {schema[column]}, and {kind} is declared")
        self._refuse_bombs([column for column in declared if schema[column] == "VARCHAR"])
        return replace(self, wanted=tuple(declared))

    def records(self) -> Iterator[Record]:
        """The rows; their line is their number."""
        schema = self._schema()
        zoned = [name for name in self.wanted if schema[name] == _ZONED]
        path = self._in_utc(zoned) if zoned else self.path
        number = 0
        for batch in self._batches(path):
            for row in batch:
                number += 1
                yield Record(number, row | {name: _utc(row[name]) for name in zoned})

    def _refuse_bombs(self, texts: list[str]) -> None:
        longest = [f"max(length({duck.quoted(name)}))" for name in texts]
        path = duck.literal_path(self.path)
        sql = f"SELECT {', '.join(['count(*)', *longest])} FROM read_parquet('{path}')"
        count, *lengths = self._asked(sql)
        if count > MOST_ROWS:
            raise refused(self.name, 1, THE_FILE, f"has more than {MOST_ROWS:,} rows; split it")
        for name, length in zip(texts, lengths, strict=True):
            if (length or 0) > LONGEST_TEXT:
                raise refused(self.name, 1, name, f"holds a text longer than {LONGEST_TEXT:,} characters")

    def _in_utc(self, zoned: list[str]) -> Path:
        """A neighbour whose instants are UTC without saying so, the only form that the kit reads."""
        target = self.path.with_name(f"{self.path.name}-utc")
        listed = [
            f"CAST({duck.quoted(name)} AS TIMESTAMP) AS {duck.quoted(name)}"
            if name in zoned
            else duck.quoted(name)
            for name in self.wanted
        ]
        source, plain = duck.literal_path(self.path), duck.literal_path(target)
        select = f"SELECT {', '.join(listed)} FROM read_parquet('{source}')"
        self._asked(f"COPY ({select}) TO '{plain}' (FORMAT parquet)")
        return target

    def _asked(self, sql: str) -> tuple[Any, ...]:
        with duck.opened(self.path.parent) as connection:
            connection.execute("SET preserve_insertion_order=true")
            try:
                return duck.bounded(connection, sql, seconds=_MOST_SECONDS).fetchone() or ()
            except duck.QueryFailed as refusal:
                raise self._unreadable() from refusal

    def _batches(self, path: Path) -> Iterator[list[dict[str, Any]]]:
        try:
            yield from duck.read_parquet_rows(path, self.wanted)
        except Invalid as refusal:
            raise self._unreadable() from refusal

    def _schema(self) -> dict[str, str]:
        try:
            return duck.parquet_columns(self.path)
        except Invalid as refusal:
            raise self._unreadable() from refusal

    def _unreadable(self) -> Invalid:
        return refused(self.name, 1, THE_FILE, "is not a readable Parquet file")


def _utc(instant: datetime | None) -> datetime | None:
    return instant and instant.replace(tzinfo=UTC)
