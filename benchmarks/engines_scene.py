"""What ``bench_engines.py`` asks both engines: made rows with a day of changes, and made questions."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

AS_OF = datetime(2026, 1, 2, tzinfo=UTC)
MEMORY_MB = 2000
JOINED_EVERY = 4


@dataclass(frozen=True)
class Spent:
    """What one run took; ``start`` is the part before the first question."""

    wall: float
    start: float
    cpu: float
    digest: str


class Scene:
    """Two tables with a day of changes, the questions, and the outcomes of the day before."""

    def __init__(self, folder: Path, rows: int, tests: int) -> None:
        from attestry.connectors.queries import all_tables
        from attestry.control_tests.outcome_log import Pieces

        folder.mkdir()
        self.folder, self.shapes = folder, all_tables()
        self.tests = [question_of(number) for number in range(tests)]
        self.files = {table: self.make(table, rows) for table in ("files_account", "files_worker")}
        self.before = Pieces(None, -1, ())
        self.days = 1
        first = self.run("", kept="base.parquet")
        self.before = Pieces(folder / "base.parquet", 0, ())
        self.days = 2
        print(f"(made {rows:,} rows; the first run took {first.wall:.1f} s here)")

    def make(self, table: str, rows: int) -> list[Path]:
        """A key frame and a delta of a table, as evidence seals them."""
        from attestry.kit import duck

        shape, paths = self.shapes[table], []
        with duck.opened(self.folder, memory_mb=MEMORY_MB) as db:
            for day, of in enumerate((f"range({rows}) AS r(i)", f"range(0, {rows}, 1000) AS r(i)")):
                listed = ", ".join(f"{made(name, kind, day)} AS {name}" for name, kind in shape.types.items())
                paths.append(self.folder / f"{table}-{day}.parquet")
                duck.run(
                    db,
                    f"COPY (SELECT {listed}, false AS _removed, {day}::BIGINT AS _ordinal FROM {of}) "
                    f"TO '{paths[-1]}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)",
                )
        return paths

    def run(self, master: str, kept: str = "") -> Spent:
        """Ask every question of one engine, and write what changed."""
        from attestry.control_tests import grounds, outcome_log
        from attestry.control_tests.engines import choice
        from attestry.control_tests.evaluation import question
        from attestry.kit import duck
        from attestry.kit.digest import file_sha256_hex

        cpu, began = cpu_of_all(), time.perf_counter()
        scratch = tempfile.TemporaryDirectory(dir=self.folder)
        with scratch as folder, duck.opened(Path(folder), memory_mb=MEMORY_MB) as db:
            sight = self.sight(Path(folder), grounds.needed_columns(self.tests, self.shapes))
            outcome_log.open_state(db, sight.before)
            opened: AbstractContextManager[Any] = choice.opened(master, db, sight)
            with opened as engine:
                started = time.perf_counter() - began
                for one in self.tests:
                    engine.ask(question(one, self.shapes, as_of=AS_OF, parameters={}))
                spent = cpu_of_all() - cpu
            cpu = cpu_of_all()
            outcome_log.write_changes(db, sight.segment)
            spent += cpu_of_all() - cpu
            digest = file_sha256_hex(sight.segment)
            if kept:
                sight.segment.rename(self.folder / kept)
            return Spent(time.perf_counter() - began, started, spent, digest)

    def sight(self, scratch: Path, needed: Any) -> Any:
        """What a run sees: both tables up to the day."""
        from attestry.connectors.rules.declaration import StreamKind
        from attestry.control_tests.engines.sight import Sight
        from attestry.control_tests.grounds import Ground
        from attestry.evidence.chain import Chain

        day = timedelta(days=1)
        seen = [
            Ground(table, table, table, StreamKind.STATE, (table,), day, 1, None, "", "")
            for table in self.files
        ]

        def chain_of(_ground: Ground, table: str) -> Chain:
            return Chain(tuple(self.files[table][: self.days]), frozenset(self.shapes[table].column_names))

        path_of: Callable[[str], Path] = Path
        return Sight(seen, self.shapes, needed, chain_of, path_of, self.before, self.days - 1, scratch)


def made(name: str, kind: str, day: int) -> str:
    """SQL of a made value of row ``i``."""
    if name in ("account_id", "worker_id"):
        return f"'{name}/' || i"
    if name in ("email", "sign_in_name"):
        return "'person-' || i || '@example.org'"
    if name == "mfa_factor":
        return f"CASE WHEN (i + {day}) % 50 = 0 THEN 'none' WHEN i % 77 = 0 THEN NULL ELSE 'totp' END"
    return {
        "VARCHAR": f"CASE WHEN i % 9 = 0 THEN NULL ELSE '{name} ' || (i + {day}) % 97 END",
        "BIGINT": f"(i * 7 + {day}) % 1000",
        "DOUBLE": f"((i * 7 + {day}) % 1000) / 8",
        "BOOLEAN": f"(i + {day}) % 3 <> 0",
        "DATE": "DATE '2025-01-01' + CAST(i % 400 AS INTEGER)",
        "TIMESTAMP": "TIMESTAMP '2025-01-01 00:00:00' + to_seconds(i % 30000000)",
    }[kind]


def question_of(number: int) -> Any:
    """A made question: most of one table with text, dates and a clock, every fourth of two."""
    from attestry.control_tests.rules.definition import Definition, Meaning

    is_joined = number % JOINED_EVERY == 0
    reads: dict[str, tuple[str, ...]] = {
        "files_account": ("account_id", "sign_in_name", "mfa_factor", "is_active", "created_at")
    }
    if is_joined:
        reads["files_worker"] = ("worker_id", "email", "ended_on")
    said = {
        "id": f"made-question-{number}",
        "title": "Made",
        "why": "To be measured.",
        "controls": ("IAM-01",),
        "population": "files_account",
        "reads": reads,
        "every": "24h",
        "respond_within": "7d",
        "on_failure": "Nothing.",
        "cases": ({"name": "none"},),
    }
    worker = "LEFT JOIN files_worker AS w ON w.email = a.sign_in_name" if is_joined else ""
    more = "w.ended_on IS NULL OR w.ended_on > CAST($as_of AS DATE)" if is_joined else "true"
    sql = (
        "SELECT a.account_id AS item_id, a.sign_in_name AS item_name, CASE WHEN a.mfa_factor IS NULL "
        "THEN 'unknown' WHEN lower(a.mfa_factor) <> 'none' AND "
        f"date_diff('day', a.created_at, $as_of) > {number} AND ({more}) THEN 'pass' ELSE 'fail' END "
        "AS outcome, 'factor: ' || COALESCE(a.mfa_factor, 'not known') AS reason, a.mfa_factor, a.created_at "
        f"FROM files_account AS a {worker} WHERE a.is_active"
    )
    return Definition(Meaning.model_validate(said), sql, "made")


def cpu_of_all() -> float:
    """Seconds of cpu of this process and of everything that it started."""
    times, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        times[pid] = int(fields[11]) + int(fields[12])
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(times[pid] for pid in mine if pid in times) / os.sysconf("SC_CLK_TCK")
