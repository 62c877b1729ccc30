"""The tables of a replay, carried from run to run: each change is applied once, as it was sealed.

A table's rows lie in ``_rows_<table>`` with the columns of its key; tests see a view with just the
columns that they read. Where versions are wanted, ``_versions_<table>`` keeps every changed row
with the run that first saw it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import orjson

from attestry.audit_packages.replaying.blobs import Unpacked
from attestry.audit_packages.replaying.row_wise import VERSION
from attestry.audit_packages.timeline import Reading, SealedTable, Timeline
from attestry.connectors.rules.declaration import StreamKind
from attestry.control_tests import grounds
from attestry.control_tests.grounds import Ground
from attestry.evidence.chain import same_key
from attestry.kit import duck
from attestry.kit.duck import Connection, QueryFailed, TableShape, quoted
from attestry.kit.errors import Broken

# What is raised where sealed JSON does not say what it should.
MISREAD = (orjson.JSONDecodeError, AttributeError, LookupError, TypeError, ValueError)

Part = tuple[int, SealedTable]


@dataclass(slots=True)
class Tables:
    """The tables as of the run that was reached last."""

    db: Connection
    timeline: Timeline
    blobs: Unpacked
    shapes: Mapping[str, TableShape]
    needed: Mapping[str, Sequence[str]]
    versioned: frozenset[str]
    _reached: dict[tuple[str, str], int] = field(default_factory=dict)
    _bringing: dict[str, int] = field(default_factory=dict)
    _gaps_of: tuple[object, ...] = ()
    gapped: dict[str, set[str]] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)

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
                    f"CREATE TABLE {_versions(table)} "
                    f"({held}, _connection VARCHAR, {VERSION} BIGINT, _gone BOOLEAN)"
                )

    def drop(self) -> None:
        """Take the tables away, so that others can be made."""
        self.db.execute("DROP TABLE _gap")
        for table in self.needed:
            self.db.execute(f"DROP VIEW {quoted(table)}")
            self.db.execute(f"DROP TABLE {_rows(table)}")
            if table in self.versioned:
                self.db.execute(f"DROP TABLE {_versions(table)}")

    def advance(self, run: int, looked_at: Sequence[Ground]) -> set[str]:
        """Bring the tables to a run's grounds; answers those whose rows or gaps are others now.

        Raises QueryFailed where sealed rows cannot be read, Broken where they were changed.
        """
        changed, self._bringing = set(), {}
        for one in looked_at:
            for table in one.tables:
                self._bringing[table] = self._bringing.get(table, 0) + 1
                if table in self.needed and self._is_brought(run, one, table):
                    changed.add(table)
        return changed | self._note_gaps(looked_at, changed)

    def is_gapped(self, reads: Mapping[str, Iterable[str]]) -> bool:
        """Whether anything that a test reads was not seen."""
        return any(
            "" in found or not found.isdisjoint(columns)
            for table, columns in reads.items()
            if (found := self.gapped.get(table))
        )

    def _is_brought(self, run: int, one: Ground, table: str) -> bool:
        """Bring one table; one whose sealed rows cannot be read is noted, and whoever reads it says so."""
        try:
            return self._bring(run, one, table)
        except (QueryFailed, Broken, *MISREAD) as refusal:
            self.unreadable[table] = f"the rows of {table} cannot be read: {refusal}"
            return True

    def brought_by(self, table: str) -> int:
        """How many connections bring a table as of the run that was reached."""
        return self._bringing.get(table, 0)

    def _held(self, table: str) -> list[str]:
        return list(dict.fromkeys((*self.shapes[table].key, *self.needed[table])))

    def _bring(self, run: int, one: Ground, table: str) -> bool:
        reading = self.timeline.readings[one.seq] if one.seq is not None else None
        ordinal = reading.ordinal if reading else -1
        place = (one.connection, table)
        reached = self._reached.get(place, -1)
        if ordinal == reached:
            return False
        self._reached[place] = ordinal
        parts = self._parts(reading, table) if reading else []
        later = [part for part in parts if part[0] > reached]
        if ordinal < reached or not self._goes_on(parts, later, reached):
            self._replace(run, one.connection, table, [sealed for _, sealed in parts], one.kind)
            return True
        for number, (_, sealed) in enumerate(later):
            if sealed.is_keyframe and one.kind is StreamKind.STATE:
                self._replace(run, one.connection, table, [sealed], one.kind)
            else:
                self._apply(run, one.connection, table, sealed, is_first=number == 0)
        return bool(later)

    def _goes_on(self, parts: Sequence[Part], later: Sequence[Part], reached: int) -> bool:
        """Whether the later parts can be laid over what is there: told apart by the same key throughout."""
        if reached < 0:
            return False
        keys = {self._key(sealed) for _, sealed in parts} if later else set()
        return len(keys) <= 1

    def _parts(self, reading: Reading, table: str) -> list[Part]:
        found: list[Part] = []
        of_stream = self.timeline.of_stream[reading.connection, reading.stream]
        for one in takewhile(lambda earlier: earlier.ordinal <= reading.ordinal, of_stream):
            sealed = one.tables.get(table)
            if sealed is not None and sealed.segment:
                found.append((one.ordinal, sealed))
        return found

    def _document(self, sealed: SealedTable) -> dict[str, Any]:
        said: dict[str, Any] = orjson.loads(self.blobs.read(sealed.shape))
        return said

    def _key(self, sealed: SealedTable) -> tuple[str, ...]:
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

    def _apply(self, run: int, connection: str, table: str, sealed: SealedTable, *, is_first: bool) -> None:
        """Lay the changed rows of one segment over the table."""
        self._run(
            f"CREATE OR REPLACE TEMP TABLE _delta AS SELECT {self._selected(table, sealed)}, _removed "
            f"FROM read_parquet('{self._path(sealed)}')"
        )
        held = ", ".join(quoted(name) for name in self._held(table))
        same = same_key(self.shapes[table].key, "r", "d")
        mine = f"r._connection = '{connection}'"
        self._run(f"DELETE FROM {_rows(table)} AS r USING _delta AS d WHERE {same} AND {mine}")
        self._run(f"INSERT INTO {_rows(table)} SELECT {held}, '{connection}' FROM _delta WHERE NOT _removed")
        if table in self.versioned:
            if not is_first:
                self._run(
                    f"DELETE FROM {_versions(table)} AS r USING _delta AS d "
                    f"WHERE {same} AND r.{VERSION} = {run}"
                )
            self._run(
                f"INSERT INTO {_versions(table)} SELECT {held}, '{connection}', {run}, _removed FROM _delta"
            )

    def _replace(
        self, run: int, connection: str, table: str, parts: Sequence[SealedTable], kind: StreamKind
    ) -> None:
        """Read a table from its segments anew."""
        held = ", ".join(quoted(name) for name in self._held(table))
        self._run(f"CREATE OR REPLACE TEMP TABLE _whole AS {self._whole_sql(table, parts, kind)}")
        if table in self.versioned:
            mine = f"(SELECT {held} FROM {_rows(table)} WHERE _connection = '{connection}')"
            same = same_key(self.shapes[table].key, "w", "r")
            self._run(
                f"INSERT INTO {_versions(table)} SELECT {held}, '{connection}', {run}, false FROM "
                f"(SELECT {held} FROM _whole EXCEPT SELECT {held} FROM {mine})"
            )
            self._run(
                f"INSERT INTO {_versions(table)} SELECT {held}, '{connection}', {run}, true FROM {mine} AS r "
                f"WHERE NOT EXISTS (SELECT 1 FROM _whole AS w WHERE {same})"
            )
        self._run(f"DELETE FROM {_rows(table)} WHERE _connection = '{connection}'")
        self._run(f"INSERT INTO {_rows(table)} SELECT {held}, '{connection}' FROM _whole")
        self._run("DROP TABLE _whole")

    def _whole_sql(self, table: str, parts: Sequence[SealedTable], kind: StreamKind) -> str:
        """The rows of a table as of the last of its segments, as ``evidence.queries.chain_of`` reads them."""
        alike = _since_last_key(parts, self._key)
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
        keys = ", ".join(quoted(name) for name in self._key(alike[-1]))
        return (
            f"SELECT {held} FROM (SELECT * FROM ({read}) "
            f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _ordinal DESC) = 1) WHERE NOT _removed"
        )

    def _note_gaps(self, looked_at: Sequence[Ground], changed: set[str]) -> set[str]:
        """Write down what was not seen, where it is other than at the run before; answers those tables."""
        now = tuple((one.connection, one.stream, one.gaps_digest, one.reason, one.words) for one in looked_at)
        unseen = {table for one in looked_at if one.words for table in one.tables}
        if now == self._gaps_of and not unseen & changed:
            return set()
        before, self._gaps_of = self._gapped_rows(), now
        self._run("DELETE FROM _gap")
        grounds.note_gaps(self.db, looked_at, self.shapes, self.needed, self.blobs.path)
        after = self._gapped_rows()
        self.gapped = {}
        for table, column, *_ in after:
            self.gapped.setdefault(table, set()).add(column)
        return {row[0] for row in before ^ after}

    def _gapped_rows(self) -> set[tuple[str, ...]]:
        found = self._run("SELECT table_name, column_name, item, reason, detail FROM _gap").fetchall()
        return set(found)


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


def _versions(table: str) -> str:
    return quoted(f"_versions_{table}")


def versions_name(table: str) -> str:
    """The quoted name of the table that keeps a table's versions."""
    return _versions(table)
