"""The sealed log of outcomes as a replay reads it: what each item's outcome was said to be at each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attestry.audit_packages.replaying.blobs import Unpacked
from attestry.audit_packages.timeline import RunLine
from attestry.control_tests import outcome_log
from attestry.control_tests.outcome_log import LEFT, Pieces
from attestry.kit import duck
from attestry.kit.duck import Connection
from attestry.kit.errors import Broken

_TYPED = (
    "test_id VARCHAR, item_id VARCHAR, item_name VARCHAR, outcome VARCHAR, reason VARCHAR, "
    "details VARCHAR, _ordinal BIGINT"
)


@dataclass(slots=True)
class SealedLog:
    """The whole log: ``_base`` as of the first replayed run, ``_later`` since."""

    db: Connection
    blobs: Unpacked
    first: int
    base: Path | None = None
    changes: dict[tuple[str, int], int] = field(default_factory=dict)

    def begin(self, runs: Sequence[RunLine]) -> None:
        """Read the log as of the first replayed run, and each change since. Raises QueryFailed, Broken."""
        self.db.execute(f"CREATE TABLE _later ({_TYPED})")
        segments = {one.ordinal: self.blobs.path(one.segment) for one in runs if one.segment}
        earlier = {ordinal: path for ordinal, path in segments.items() if ordinal <= self.first}
        later = {ordinal: path for ordinal, path in segments.items() if ordinal > self.first}
        if len(earlier) == 1:
            (self.base,) = earlier.values()
        elif earlier:
            self.base = self.blobs.folder / "base.parquet"
            of = Pieces(None, -1, tuple(path for _, path in sorted(earlier.items())))
            sql = outcome_log.current_sql(of, narrowed="true")
            self._run(
                f"COPY (SELECT * FROM ({sql}) ORDER BY test_id, item_id) "
                f"TO '{duck.literal_path(self.base)}' (FORMAT parquet, ROW_GROUP_SIZE 20480)"
            )
        source = f"read_parquet('{duck.literal_path(self.base)}')" if self.base else "_later"
        self.db.execute(f"CREATE VIEW _base AS SELECT * FROM {source}")
        if later:
            files = f"read_parquet({duck.path_list(list(later.values()))}, filename=true)"
            self._refuse_rows_of_other_runs(files, later)
            self._run(f"INSERT INTO _later SELECT {_names()} FROM {files}")
        self._count(
            f"SELECT test_id, _ordinal, count(*) FROM _base WHERE _ordinal = {self.first} GROUP BY ALL"
        )
        self._count("SELECT test_id, _ordinal, count(*) FROM _later GROUP BY ALL")

    def _refuse_rows_of_other_runs(self, files: str, later: Mapping[int, Path]) -> None:
        places = ", ".join(f"('{duck.literal_path(path)}', {ordinal})" for ordinal, path in later.items())
        odd = self._run(
            f"SELECT _ordinal FROM {files} JOIN (VALUES {places}) AS p (place, run) ON place = filename "
            f"WHERE _ordinal <> run LIMIT 1"
        ).fetchone()
        if odd:
            raise Broken(f"a segment of the log holds rows of run {odd[0]}, which did not seal it")

    def state_sql(self, test: str, *, upto: int, among: str = "") -> str:
        """A SELECT of item_id and outcome: who was in a test's population as of a run.

        ``among`` is a SELECT of item_id where only those are asked about.
        """
        of_test = f"test_id = '{test}'" + (f" AND item_id IN ({among})" if among else "")
        later = (
            f"SELECT item_id, arg_max(outcome, _ordinal) AS outcome FROM _later "
            f"WHERE {of_test} AND _ordinal <= {upto} GROUP BY item_id"
        )
        return (
            f"SELECT * FROM ({later}) WHERE outcome <> '{LEFT}' UNION ALL "
            f"SELECT item_id, outcome FROM _base AS b WHERE {of_test} AND outcome <> '{LEFT}' "
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
