"""The tables of a replay, carried from run to run: what each run looked at, and what it did not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import orjson

from attestry.audit_packages.replaying.rows import Rows
from attestry.audit_packages.timeline import Reading, SealedTable, Timeline
from attestry.connectors.rules.declaration import StreamKind
from attestry.control_tests import grounds
from attestry.control_tests.grounds import Ground
from attestry.kit import duck
from attestry.kit.duck import QueryFailed
from attestry.kit.errors import Broken

# What is raised where sealed JSON does not say what it should.
MISREAD = (orjson.JSONDecodeError, AttributeError, LookupError, TypeError, ValueError)

Part = tuple[int, SealedTable]


@dataclass(slots=True)
class Tables:
    """The tables as of the run that was reached last."""

    timeline: Timeline
    rows: Rows
    _reached: dict[tuple[str, str], int] = field(default_factory=dict)
    _bringing: dict[str, int] = field(default_factory=dict)
    _gaps_of: tuple[object, ...] = ()
    gapped: dict[str, set[str]] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)

    def advance(self, run: int, looked_at: Sequence[Ground]) -> set[str]:
        """Bring the tables to a run's grounds; answers those whose rows or gaps are others now.

        Raises QueryFailed where sealed rows cannot be read, Broken where they were changed.
        """
        changed, self._bringing = set(), {}
        for one in looked_at:
            for table in one.tables:
                self._bringing[table] = self._bringing.get(table, 0) + 1
                if table in self.rows.needed and self._is_brought(run, one, table):
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
            self.rows.replace(run, one.connection, table, [sealed for _, sealed in parts], one.kind)
            return True
        for number, (_, sealed) in enumerate(later):
            if sealed.is_keyframe and one.kind is StreamKind.STATE:
                self.rows.replace(run, one.connection, table, [sealed], one.kind)
            else:
                self.rows.lay_segment_over(run, one.connection, table, sealed, is_first=number == 0)
        return bool(later)

    def _goes_on(self, parts: Sequence[Part], later: Sequence[Part], reached: int) -> bool:
        """Whether the later parts can be laid over what is there: told apart by the same key throughout."""
        if reached < 0:
            return False
        declared = {sealed.shape: sealed for _, sealed in parts} if later else {}
        return len({self.rows.key_of(sealed) for sealed in declared.values()}) <= 1

    def _parts(self, reading: Reading, table: str) -> list[Part]:
        found: list[Part] = []
        of_stream = self.timeline.of_stream[reading.connection, reading.stream]
        for one in takewhile(lambda earlier: earlier.ordinal <= reading.ordinal, of_stream):
            sealed = one.tables.get(table)
            if sealed is not None and sealed.segment:
                found.append((one.ordinal, sealed))
        return found

    def _note_gaps(self, looked_at: Sequence[Ground], changed: set[str]) -> set[str]:
        """Write down what was not seen, where it is other than at the run before; answers those tables."""
        now = tuple((one.connection, one.stream, one.gaps_digest, one.reason, one.words) for one in looked_at)
        unseen = {table for one in looked_at if one.words for table in one.tables}
        if now == self._gaps_of and not unseen & changed:
            return set()
        before, self._gaps_of = self._gapped_rows(), now
        self.rows.settle(unseen)
        rows = self.rows
        duck.run(rows.db, "DELETE FROM _gap")
        grounds.note_gaps(rows.db, looked_at, rows.shapes, rows.needed, rows.blobs.path)
        after = self._gapped_rows()
        self.gapped = {}
        for table, column, *_ in after:
            self.gapped.setdefault(table, set()).add(column)
        return {row[0] for row in before ^ after}

    def _gapped_rows(self) -> set[tuple[str, ...]]:
        gaps = "SELECT table_name, column_name, item, reason, detail FROM _gap"
        return set(duck.run(self.rows.db, gaps).fetchall())
