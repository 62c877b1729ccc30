"""The rows of a replay's tables: each sealed change laid over them once, or kept until somebody asks.

A table's rows lie in ``_rows_<table>`` with the columns of its key; tests see a view with just the
columns that they read. Where versions are wanted, ``_versions_<table>`` keeps every changed row
with the run that first saw it, and the rows themselves wait until somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import orjson

from attestry.audit_packages.replaying.blobs import Unpacked
from attestry.audit_packages.replaying.row_wise import VERSION
from attestry.audit_packages.timeline import SealedTable
from attestry.connectors.rules.declaration import StreamKind
from attestry.control_tests import grounds
from attestry.evidence.chain import same_key
from attestry.kit import duck
from attestry.kit.duck import Connection, TableShape, quoted


@dataclass(slots=True)
class Rows:
    """The rows of every table that a test reads, in the engine."""

    db: Connection
    blobs: Unpacked
    shapes: Mapping[str, TableShape]
    needed: Mapping[str, Sequence[str]]
    versioned: frozenset[str]
    _owed: dict[tuple[str, str], int] = field(default_factory=dict)

    def make(self) -> None:
        """All tables, empty."""
        self.db.execute(grounds.GAP_TABLE)
        for table, columns in self.needed.items():
            types = self.shapes[table].types
            held = ", ".join(f"{quoted(name)} {types[name]}" for name in self._held(table))
            seen = ", ".join(quoted(name) for name in columns)
            self.db.execute(f"CREATE TABLE {_rows(table)} ({held}, _connection VARCHAR)")
            self.db.execute(f"CREATE VIEW {quoted(table)} AS SELECT {seen}, _connection FROM {_rows(table)}")
            if table in self.versioned:
                self.db.execute(
                    f"CREATE TABLE {versions_name(table)} "
                    f"({held}, _connection VARCHAR, {VERSION} BIGINT, _gone BOOLEAN)"
                )

    def drop(self) -> None:
        """Take the tables away, so that others can be made."""
        self.db.execute("DROP TABLE _gap")
        for table in self.needed:
            self.db.execute(f"DROP VIEW {quoted(table)}")
            self.db.execute(f"DROP TABLE {_rows(table)}")
            if table in self.versioned:
                self.db.execute(f"DROP TABLE {versions_name(table)}")

    def settle(self, tables: Iterable[str]) -> None:
        """Bring the rows of tables up to the run that was reached, from the versions that they owe."""
        for table in tables:
            for connection in [one for one, owing in self._owed if owing == table]:
                self._catch_up(connection, table, since=self._owed.pop((connection, table)))

    def _held(self, table: str) -> list[str]:
        return list(dict.fromkeys((*self.shapes[table].key, *self.needed[table])))

    def _document(self, sealed: SealedTable) -> dict[str, Any]:
        said: dict[str, Any] = orjson.loads(self.blobs.read(sealed.shape))
        return said

    def key_of(self, sealed: SealedTable) -> tuple[str, ...]:
        """The columns that tell rows apart, as one sealed segment was declared."""
        return tuple(self._document(sealed)["key"])

    def _selected(self, table: str, sealed: SealedTable) -> str:
        """The columns held of a table, as one sealed segment has them."""
        has = {name for name, _ in self._document(sealed)["columns"]}
        types = self.shapes[table].types
        return ", ".join(
            f"TRY_CAST({quoted(name)} AS {types[name]}) AS {quoted(name)}"
            if name in has
            else f"CAST(NULL AS {types[name]}) AS {quoted(name)}"
            for name in self._held(table)
        )

    def _path(self, sealed: SealedTable) -> str:
        return duck.literal_path(self.blobs.path(str(sealed.segment)))

    def _run(self, sql: str) -> Connection:
        return duck.run(self.db, sql)

    def lay_segment_over(
        self, run: int, connection: str, table: str, sealed: SealedTable, *, is_first: bool
    ) -> None:
        """Lay the changed rows of one segment over the table, or over its versions where there are any."""
        delta = f"SELECT {self._selected(table, sealed)}, _removed FROM read_parquet('{self._path(sealed)}')"
        if table not in self.versioned:
            self._lay_over(connection, table, delta)
            return
        self._note_versions(run, connection, table, delta, is_first=is_first)
        self._owed.setdefault((connection, table), run)

    def _note_versions(
        self, run: int, connection: str, table: str, delta: str, *, is_first: bool = False
    ) -> None:
        """Changed rows as the run saw them: of a row that changed more than once before it, the last."""
        if not is_first:
            same = same_key(self.shapes[table].key, "r", "d")
            self._run(
                f"DELETE FROM {versions_name(table)} AS r USING ({delta}) AS d WHERE {same} "
                f"AND r.{VERSION} = {run} AND r._connection = '{connection}'"
            )
        held = ", ".join(quoted(name) for name in self._held(table))
        self._run(
            f"INSERT INTO {versions_name(table)} "
            f"SELECT {held}, '{connection}', {run}, _removed FROM ({delta})"
        )

    def _catch_up(self, connection: str, table: str, *, since: int) -> None:
        """The last version of each row seen in the run ``since`` or later becomes the row."""
        keys = ", ".join(quoted(name) for name in self.shapes[table].key)
        last = f"row_number() OVER (PARTITION BY {keys} ORDER BY {VERSION} DESC) = 1"
        self._lay_over(
            connection,
            table,
            f"SELECT *, _gone AS _removed FROM {versions_name(table)} WHERE _connection = '{connection}' "
            f"AND {VERSION} >= {since} QUALIFY {last}",
        )

    def _lay_over(self, connection: str, table: str, delta: str) -> None:
        """Changed rows take the place of those with their keys; those removed are gone."""
        self._run(f"CREATE OR REPLACE TEMP TABLE _delta AS {delta}")
        held = ", ".join(quoted(name) for name in self._held(table))
        same = same_key(self.shapes[table].key, "r", "d")
        mine = f"r._connection = '{connection}'"
        self._run(f"DELETE FROM {_rows(table)} AS r USING _delta AS d WHERE {same} AND {mine}")
        self._run(f"INSERT INTO {_rows(table)} SELECT {held}, '{connection}' FROM _delta WHERE NOT _removed")

    def replace(
        self, run: int, connection: str, table: str, parts: Sequence[SealedTable], kind: StreamKind
    ) -> None:
        """Read a table from its segments anew."""
        self.settle([table])
        held = ", ".join(quoted(name) for name in self._held(table))
        self._run(f"CREATE OR REPLACE TEMP TABLE _whole AS {self._whole_sql(table, parts, kind)}")
        if table in self.versioned:
            mine = f"(SELECT {held} FROM {_rows(table)} WHERE _connection = '{connection}')"
            same = same_key(self.shapes[table].key, "w", "r")
            self._run(
                f"CREATE OR REPLACE TEMP TABLE _delta AS SELECT *, false AS _removed FROM "
                f"(SELECT {held} FROM _whole EXCEPT SELECT {held} FROM {mine}) UNION ALL "
                f"SELECT {held}, true FROM {mine} AS r "
                f"WHERE NOT EXISTS (SELECT 1 FROM _whole AS w WHERE {same})"
            )
            self._note_versions(run, connection, table, "SELECT * FROM _delta")
        self._run(f"DELETE FROM {_rows(table)} WHERE _connection = '{connection}'")
        self._run(f"INSERT INTO {_rows(table)} SELECT {held}, '{connection}' FROM _whole")
        self._run("DROP TABLE _whole")

    def _whole_sql(self, table: str, parts: Sequence[SealedTable], kind: StreamKind) -> str:
        """The rows of a table as of the last of its segments, as ``evidence.queries.chain_of`` reads them."""
        alike = _since_last_key(parts, self.key_of)
        if kind is StreamKind.STATE:
            alike = _since_last_keyframe(alike)
        if not alike:
            types = self.shapes[table].types
            nulls = ", ".join(f"CAST(NULL AS {types[name]}) AS {quoted(name)}" for name in self._held(table))
            return f"SELECT {nulls} WHERE false"
        read = " UNION ALL ".join(
            f"SELECT {self._selected(table, one)}, _removed, _ordinal FROM read_parquet('{self._path(one)}')"
            for one in alike
        )
        held = ", ".join(quoted(name) for name in self._held(table))
        keys = ", ".join(quoted(name) for name in self.key_of(alike[-1]))
        return (
            f"SELECT {held} FROM (SELECT * FROM ({read}) "
            f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _ordinal DESC) = 1) WHERE NOT _removed"
        )


def _since_last_key(
    parts: Sequence[SealedTable], key_of: Callable[[SealedTable], tuple[str, ...]]
) -> list[SealedTable]:
    """Rows told apart by another key than the last ones are another table's: a new beginning."""
    if not parts:
        return []
    key = key_of(parts[-1])
    return list(takewhile(lambda one: key_of(one) == key, reversed(parts)))[::-1]


def _since_last_keyframe(parts: Sequence[SealedTable]) -> list[SealedTable]:
    last = max((at for at, one in enumerate(parts) if one.is_keyframe), default=0)
    return list(parts[last:])


def _rows(table: str) -> str:
    return quoted(f"_rows_{table}")


def versions_name(table: str) -> str:
    """The quoted name of the table that keeps a table's versions."""
    return quoted(f"_versions_{table}")
