"""A state stream of 100,000 rows of which 0.1 % change a day, and 40 control tests: each beside its budget.

    python benchmarks/bench_large_stream.py [--days 4] [--year]

The rows are made up: a made source stands in the place of one that reads handed-in accounts.
Four days are measured and a year is extrapolated from them; ``--year`` runs all 365. Prints
ratios to the budget; asserts nothing about time.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

BUDGET = {
    "seconds a day": 3.0,
    "peak memory in MB": 600.0,
    "disk of a year in MB": 150.0,
    "status in ms": 300.0,
}
ROWS, CHANGED, TESTS, BATCH = 100_000, 100, 40, 5_000
START = datetime(2026, 1, 1, 6, tzinfo=UTC)


def main() -> None:
    """Make a home, let the days pass, print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--year", action="store_true", help="really run 365 days")
    asked = parser.parse_args()
    days = 365 if asked.year else max(asked.days, 3)
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        line = Line(Path(folder))
        spent = [line.day(number) for number in range(days)]
        show(line, spent, days)


def show(line: Line, spent: list[tuple[float, float, int]], days: int) -> None:
    """Print the figures, and each as a share of its budget."""
    first, later = spent[0], spent[1:]
    print(f"the first day: {first[0]:.2f} s, {first[1]:.2f} s of cpu, {first[2] / 1e6:.1f} MB on disk")
    wall, cpu = (statistics.median(day[part] for day in later) for part in (0, 1))
    growth = statistics.mean(after[2] - before[2] for before, after in zip(spent, later, strict=False))
    year = spent[-1][2] if days == 365 else first[2] + growth * 364
    print(
        f"a later day, the median of {len(later)}: {wall:.2f} s, {cpu:.2f} s of cpu, +{growth / 1e6:.2f} MB"
    )
    figures = {
        "seconds a day": wall,
        "peak memory in MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk of a year in MB": year / 1e6,
        "status in ms": line.status_ms(),
    }
    for name, allowed in BUDGET.items():
        print(f"ratio {figures[name] / allowed:.2f}  {name}: {figures[name]:.1f} of {allowed:.0f}")


class Line:
    """A home with one connection of made accounts, and a day of it at a time."""

    def __init__(self, root: Path) -> None:
        os.environ.update(ATTESTRY_HOME=str(root), DJANGO_SETTINGS_MODULE="attestry.project.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from attestry.connectors.actions import add_connection
        from attestry.connectors.queries import source
        from attestry.control_tests import queries
        from attestry.journal.rules import Actor
        from attestry.kit import clock
        from attestry.kit.secrets import SecretBox

        call_command("migrate", verbosity=0)
        self.root, self.house = root, Actor.system("benchmark")
        self.stream = source("files").manifest.stream("account")
        self.columns = source("files").tables["files_account"].columns
        with clock.simulated(START - timedelta(days=1)):
            self.connection = add_connection(
                self.house,
                name="made-accounts",
                source_id="files",
                settings={"table": "account", "path": "/made/up.csv"},
                secrets={},
                box=SecretBox(settings.HOME.keys),
            )
        self.tests = made_tests()
        queries.definitions = lambda: self.tests  # type: ignore[assignment]
        self.today = 0

    def day(self, number: int) -> tuple[float, float, int]:
        """Let a day pass: wall and cpu seconds, and the bytes of the home after it."""
        from attestry import pipeline
        from attestry.kit import clock

        self.today = number
        with clock.simulated(START + timedelta(days=number)):
            wall, cpu = time.perf_counter(), time.process_time()
            pipeline.collect_stream(
                self.house, self.connection, self.stream, lambda _: None, reader=lambda *_: self.collect
            )
            pipeline.test(self.house, progress=lambda _: None)
            spent = time.perf_counter() - wall, time.process_time() - cpu
        files = (path for path in self.root.rglob("*") if path.is_file())
        return *spent, sum(path.stat().st_size for path in files)

    def collect(self, _session: Any) -> Iterator[Any]:
        """The accounts as of today, in batches, as a source yields them."""
        from attestry.connectors.rules.observation import Provenance, Rows

        yield Provenance(principal="benchmark")
        for first in range(0, ROWS, BATCH):
            yield Rows("files_account", [self.row(number) for number in range(first, first + BATCH)])

    def row(self, number: int) -> dict[str, Any]:
        """One account; each day another thousandth of them is switched."""
        day_switched = number // CHANGED
        is_switched = (number % 2 == 0) != (0 < day_switched <= self.today)
        made: dict[str, Any] = {}
        for column in self.columns:
            match column.type:
                case "VARCHAR":
                    made[column.name] = f"{column.name[:6]}-{number:06d}"
                case "BOOLEAN":
                    made[column.name] = is_switched
                case "TIMESTAMP":
                    made[column.name] = START - timedelta(minutes=number % 10_000)
        return made

    def status_ms(self) -> float:
        """The median time of the statuses of all tests and their intervals over a year."""
        from attestry.effectiveness.queries.periods import test_intervals
        from attestry.effectiveness.queries.status import test_statuses

        at, spent = START + timedelta(days=self.today, hours=1), []
        for _ in range(7):
            began = time.perf_counter()
            test_statuses(at)
            test_intervals(list(self.tests), from_at=at - timedelta(days=365), until_at=at)
            spent.append((time.perf_counter() - began) * 1000)
        return statistics.median(spent)


def made_tests() -> dict[str, Any]:
    """Forty questions of the accounts, each of which every switched account answers anew."""
    from attestry.control_tests.rules.definition import Definition, Meaning

    made = {}
    for number in range(TESTS):
        meaning = Meaning.model_validate(
            {
                "id": f"made-question-{number}",
                "title": "Every made account is active",
                "why": "To be measured.",
                "controls": ("IAM-01",),
                "population": "files_account",
                "reads": {"files_account": ("account_id", "is_active")},
                "every": "24h",
                "respond_within": "7d",
                "on_failure": "Nothing.",
                "cases": ({"name": "none"},),
            }
        )
        sql = (
            "SELECT account_id AS item_id, account_id AS item_name, "
            f"CASE WHEN is_active AND length(account_id) <> {number} THEN 'pass' ELSE 'fail' END AS outcome, "
            "CASE WHEN is_active THEN 'is active' ELSE 'is not active' END AS reason, is_active "
            "FROM files_account"
        )
        made[meaning.id] = Definition(meaning, sql, "made")
    return made


if __name__ == "__main__":
    main()
