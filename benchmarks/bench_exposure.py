"""The exposure page over 100,000 failing items and a year of runs, against one reading of the same log.

    python benchmarks/bench_exposure.py [--items 100000] [--rounds 5]

The log is made up, one test, each item failing twice in the year. What is measured is what the page
asks for: the totals of all failures and the worst fifty. Beside it stands the bare cost of reading
the log once in the same engine, and the same page over a tenth of the items. Asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START, DAYS = datetime(2026, 1, 1, 6, tzinfo=UTC), 365
CHANGES = """
SELECT '{test}' AS test_id, 'item-' || lpad(i::VARCHAR, 7, '0') AS item_id, 'Item ' || i AS item_name,
    CASE WHEN c % 2 = 0 THEN 'pass' ELSE 'fail' END AS outcome, 'made up' AS reason, '{{}}' AS details,
    {first} + CASE c WHEN 0 THEN 0
        ELSE 1 + (hash(i) % 60) + (c - 1) * 70 + (hash(i * 7 + c) % 40) END AS _ordinal
FROM range({items}) AS items(i), range(5) AS changes(c) ORDER BY item_id, _ordinal
"""


def main() -> None:
    """Make two homes' worth of log, ask both, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        os.environ.update(ATTESTRY_HOME=folder, DJANGO_SETTINGS_MODULE="attestry.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(Path(folder), asked.items, asked.rounds)


def measure(home: Path, items: int, rounds: int) -> None:
    """Ask the page and the bare reading of the same log in turn, over a tenth of the items and over all."""
    from attestry.control_tests.outcomes import ask_log
    from attestry.effectiveness.queries.exposure import Asked, exposure

    spent: dict[str, float] = {}
    read = "SELECT count(DISTINCT item_id), max(outcome), max(_ordinal) FROM {rows}"
    for number, count in enumerate((items // 10, items)):
        test = f"made-{number}"
        asked = Asked((test,), START, START + timedelta(days=DAYS))
        make(home, test, count, first=number * DAYS)
        found = exposure(asked)
        print(f"{count:,} items: {found.totals.episodes:,} failures, {found.totals.open:,} open")
        spent[f"page over {count:,}"] = best(rounds, lambda asked=asked: exposure(asked))
        values = {"test": test}
        spent[f"log of {count:,} read once"] = best(
            rounds, lambda values=values: ask_log(narrowed="test_id = $test", select=read, values=values)
        )
    for name, seconds in spent.items():
        print(f"{name}: {seconds * 1000:,.0f} ms cpu")
    small, bare_small, large, bare = spent.values()
    print(f"page over log: {large / bare:.1f} x (a tenth of the items: {small / bare_small:.1f} x)")
    print(f"ten times the items: {large / small:.1f} x the page")


def make(home: Path, test: str, items: int, *, first: int) -> None:
    """One segment that holds every change, and a run with its result for each day."""
    from attestry.control_tests.models import Result, Run
    from attestry.evidence.queries import store
    from attestry.kit import duck

    path = home / "cache" / f"{test}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    with duck.opened(home) as db:
        db.execute(
            f"COPY ({CHANGES.format(items=items, test=test, first=first)}) TO '{path}' (FORMAT parquet)"
        )
    digest = store().put_file(path)
    for day in range(DAYS):
        at = START + timedelta(days=day)
        run = Run.objects.create(
            ordinal=first + day, entry_seq=first + day, as_of=at, recorded_at=at,
            segment=digest if day == 0 else "",
        )  # fmt: skip
        Result.objects.create(
            run=run, entry_seq=first + day, test_id=test, version="", as_of=at, recorded_at=at,
            holds_until=at + timedelta(hours=26), verdict="fail", failed=1,
        )  # fmt: skip


def best(rounds: int, ask: Callable[[], Any]) -> float:
    """The least cpu seconds that an asking took."""
    found = []
    for _ in range(rounds):
        before = time.process_time()
        ask()
        found.append(time.process_time() - before)
    return min(found)


if __name__ == "__main__":
    main()
