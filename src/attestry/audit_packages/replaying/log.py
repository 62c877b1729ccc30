"""The sealed log of outcomes as a replay reads it: what each item's outcome was said to be at each run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from attestry.audit_packages.replaying.blobs import Unpacked
from attestry.audit_packages.timeline import RunLine
from attestry.control_tests import outcome_log
from attestry.control_tests.outcome_log import LEFT, Pieces
from attestry.kit import duck
from attestry.kit.duck import Connection

_TYPED = (
    "test_id VARCHAR, item_id VARCHAR, item_name VARCHAR, outcome VARCHAR, reason VARCHAR, "
    "details VARCHAR, _ordinal BIGINT"
)


@dataclass(slots=True)
class SealedLog:
    """The log up to the run that was reached: ``_base`` as of the first run, ``_later`` since."""

    db: Connection
    blobs: Unpacked
    first: int
    base: Path | None = None
    changes: dict[tuple[str, int], int] = field(default_factory=dict)

    def begin(self, runs: Iterable[RunLine]) -> None:
        """Read the log as of the first replayed run. Raises QueryFailed where a segment cannot be read."""
        self.db.execute(f"CREATE TABLE _later ({_TYPED})")
        segments = {
            one.ordinal: self.blobs.path(one.segment)
            for one in runs
            if one.segment and one.ordinal <= self.first
        }
        if len(segments) == 1:
            (self.base,) = segments.values()
        elif segments:
            self.base = self.blobs.folder / "base.parquet"
            of = Pieces(None, -1, tuple(path for _, path in sorted(segments.items())))
            sql = outcome_log.current_sql(of, narrowed="true")
            self._run(
                f"COPY (SELECT * FROM ({sql}) ORDER BY test_id, item_id) "
                f"TO '{duck.literal_path(self.base)}' (FORMAT parquet, ROW_GROUP_SIZE 20480)"
            )
        source = f"read_parquet('{duck.literal_path(self.base)}')" if self.base else "_later"
        self.db.execute(f"CREATE VIEW _base AS SELECT * FROM {source}")
        self._count(
            f"SELECT test_id, _ordinal, count(*) FROM _base WHERE _ordinal = {self.first} GROUP BY ALL"
        )

    def advance(self, run: RunLine) -> None:
        """Take what a later run sealed."""
        if run.ordinal > self.first and run.segment:
            path = duck.literal_path(self.blobs.path(run.segment))
            self._run(f"INSERT INTO _later SELECT {_names()} FROM read_parquet('{path}')")
            self._count(f"SELECT test_id, _ordinal, count(*) FROM read_parquet('{path}') GROUP BY ALL")

    def state_sql(self, test: str, *, upto: int | None = None) -> str:
        """A SELECT of item_id and outcome: who was in a test's population, as of a run or the one reached."""
        until = "" if upto is None else f" AND _ordinal <= {upto}"
        later = (
            f"SELECT item_id, arg_max(outcome, _ordinal) AS outcome FROM _later "
            f"WHERE test_id = '{test}'{until} GROUP BY item_id"
        )
        return (
            f"SELECT * FROM ({later}) WHERE outcome <> '{LEFT}' UNION ALL "
            f"SELECT item_id, outcome FROM _base AS b WHERE test_id = '{test}' AND outcome <> '{LEFT}' "
            f"AND NOT EXISTS (SELECT 1 FROM ({later}) AS l WHERE l.item_id = b.item_id)"
        )

    def rows_sql(self, test: str, after: int, upto: int) -> str:
        """A SELECT of what was sealed of a test in the runs of (after, upto]."""
        where = f"test_id = '{test}' AND _ordinal > {after} AND _ordinal <= {upto}"
        columns = "item_id, item_name, outcome, reason, details, _ordinal"
        base = f"UNION ALL SELECT {columns} FROM _base WHERE {where}" if after < self.first else ""
        return f"SELECT {columns} FROM _later WHERE {where} {base}"

    def _count(self, sql: str) -> None:
        for test, ordinal, count in self._run(sql).fetchall():
            self.changes[test, ordinal] = count

    def _run(self, sql: str) -> Connection:
        return duck.run(self.db, sql)


def _names() -> str:
    return ", ".join(part.split(" ")[0] for part in _TYPED.split(", "))
