"""A home that a benchmark makes: made accounts, and whatever else is connected, day by day.

Every day goes the real line: read, seal, ask the control tests, seal the answers, sign. Only the
rows are made up: a made reader stands in the place of the sources.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROWS, SHARE_SWITCHED, BATCH, FEW = 100_000, 1000, 5_000, 8
ACCOUNT = "files_account"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one day took: wall and cpu seconds, and the bytes of the home after it."""

    wall: float
    cpu: float
    disk: int


class MadeHome:
    """A home under ``root`` with ``rows`` made accounts, all active and a person's.

    Each day another thousandth of them loses or gains its second factor.

    Make it before anything of ``attestry`` is imported: the home is chosen by the environment.
    """

    def __init__(self, root: Path, *, start: datetime, rows: int = ROWS) -> None:
        os.environ.update(ATTESTRY_HOME=str(root), DJANGO_SETTINGS_MODULE="attestry.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        from attestry.connectors.queries import connections, source
        from attestry.journal.rules import Actor
        from attestry.kit import clock

        call_command("migrate", verbosity=0)
        self.root, self.start, self.rows, self.today = root, start, rows, 0
        self.house = Actor.system("benchmark")
        self.shapes = {one: source(one).tables for one in ("files", "aws", "git", "host")}
        with clock.simulated(start - timedelta(days=1)):
            if not connections().exists():
                self.connect("made-accounts", "files", {"table": "account", "path": "/made/up.csv"})

    def connect(self, name: str, source_id: str, settings: dict[str, Any]) -> None:
        """Add a connection whose rows will be made up."""
        from django.conf import settings as project

        from attestry.connectors.actions import add_connection
        from attestry.kit.secrets import SecretBox

        add_connection(
            self.house,
            name=name,
            source_id=source_id,
            settings=settings,
            secrets={},
            box=SecretBox(project.HOME.keys),
        )

    def day(self, number: int, *, lists: bool = True) -> Spent:
        """Let a day pass: streams are read, handed-in ``lists`` only if so; the control tests are asked."""
        from attestry import pipeline
        from attestry.connectors.queries import active_connections, streams_of
        from attestry.kit import clock

        self.today = number
        with clock.simulated(self.start + timedelta(days=number)):
            wall, cpu = time.perf_counter(), time.process_time()
            for connection in active_connections().exclude(source="" if lists else "files"):
                for stream in streams_of(connection):
                    pipeline.collect_stream(
                        self.house, connection, stream, lambda _: None, reader=self._reader
                    )
            pipeline.test(self.house, progress=lambda _: None)
            spent = time.perf_counter() - wall, time.process_time() - cpu
        files = (path for path in self.root.rglob("*") if path.is_file())
        return Spent(*spent, sum(path.stat().st_size for path in files))

    def _reader(self, connection: Any, stream: Any) -> Any:
        """What reads a stream: the made rows of its tables, in batches, as a source yields them."""
        from attestry.connectors.rules.observation import Provenance, Rows

        def collect(_session: Any) -> Iterator[Any]:
            yield Provenance(principal="benchmark")
            for table in stream.tables:
                count = self.rows if table == ACCOUNT else FEW
                columns = self.shapes[connection.source][table].columns
                for first in range(0, count, BATCH):
                    numbers = range(first, min(first + BATCH, count))
                    yield Rows(table, [self._row(columns, number, count) for number in numbers])

        return collect

    def _row(self, columns: Any, number: int, count: int) -> dict[str, Any]:
        """One row. Each day another thousandth of a table is switched, at least one row each week."""
        turn = number // (count // SHARE_SWITCHED) if count >= SHARE_SWITCHED else number * 7
        is_switched = (number % 20 == 0) != (0 < turn <= self.today)
        made: dict[str, Any] = {}
        for column in columns:
            match column.type:
                case "VARCHAR":
                    made[column.name] = f"{column.name[:6]}-{number:06d}"
                case "BOOLEAN":
                    made[column.name] = is_switched
                case "TIMESTAMP":
                    made[column.name] = self.start - timedelta(minutes=number % 10_000)
                case "DATE":
                    made[column.name] = date(2020, 1, 1) + timedelta(days=number % 1000)
                case "BIGINT":
                    made[column.name] = number
                case "DOUBLE":
                    made[column.name] = float(number)
        if "mfa_factor" in made:
            made |= {"kind": "person", "is_active": True, "mfa_factor": "none" if is_switched else "app"}
        return made


def year_until(at: datetime, days: int) -> datetime:
    """When the first of ``days`` days began, the last of which begins within the hour before ``at``."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
