"""A state stream of 100,000 rows of which 0.1 % change a day, and 40 control tests: each beside its budget.

    python benchmarks/bench_large_stream.py [--days 4] [--year]

The rows are made up (``made_home.py``): a made reader stands in the place of handed-in accounts.
Four days are measured and a year is extrapolated from them; ``--year`` runs all 365. Prints
ratios to the budget; asserts nothing about time.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from made_home import MadeHome, Spent

BUDGET = {
    "seconds a day": 3.0,
    "peak memory in MB": 600.0,
    "disk of a year in MB": 150.0,
    "status in ms": 300.0,
}
TESTS = 40
START = datetime(2026, 1, 1, 6, tzinfo=UTC)


def main() -> None:
    """Make a home, let the days pass, print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--year", action="store_true", help="really run 365 days")
    asked = parser.parse_args()
    days = 365 if asked.year else max(asked.days, 3)
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        home = MadeHome(Path(folder), start=START)
        tests = made_tests()
        ask_only(tests)
        spent = [home.day(number) for number in range(days)]
        show(spent, days, status_ms(list(tests), START + timedelta(days=days - 1, hours=1)))


def show(spent: list[Spent], days: int, status: float) -> None:
    """Print the figures, and each as a share of its budget."""
    first, later = spent[0], spent[1:]
    print(f"the first day: {first.wall:.2f} s, {first.cpu:.2f} s of cpu, {first.disk / 1e6:.1f} MB on disk")
    wall, cpu = (statistics.median(getattr(day, part) for day in later) for part in ("wall", "cpu"))
    growth = statistics.mean(after.disk - before.disk for before, after in pairwise(spent))
    year = spent[-1].disk if days == 365 else first.disk + growth * 364
    print(
        f"a later day, the median of {len(later)}: {wall:.2f} s, {cpu:.2f} s of cpu, +{growth / 1e6:.2f} MB"
    )
    figures = {
        "seconds a day": wall,
        "peak memory in MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk of a year in MB": year / 1e6,
        "status in ms": status,
    }
    for name, allowed in BUDGET.items():
        print(f"ratio {figures[name] / allowed:.2f}  {name}: {figures[name]:.1f} of {allowed:.0f}")


def ask_only(tests: dict[str, Any]) -> None:
    """Let these be the control tests of the library."""
    from attestry.control_tests import queries

    queries.definitions = lambda: tests  # type: ignore[assignment]


def status_ms(tests: list[str], at: datetime) -> float:
    """The median time of the statuses of all tests and their intervals over a year."""
    from attestry.effectiveness.queries.periods import test_intervals
    from attestry.effectiveness.queries.status import test_statuses

    spent = []
    for _ in range(7):
        began = time.perf_counter()
        test_statuses(at)
        test_intervals(tests, from_at=at - timedelta(days=365), until_at=at)
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
                "title": "Every made account has a second factor",
                "why": "To be measured.",
                "controls": ("IAM-01",),
                "population": "files_account",
                "reads": {"files_account": ("account_id", "mfa_factor")},
                "every": "24h",
                "respond_within": "7d",
                "on_failure": "Nothing.",
                "cases": ({"name": "none"},),
            }
        )
        sql = (
            "SELECT account_id AS item_id, account_id AS item_name, CASE WHEN mfa_factor <> 'none' AND "
            f"length(account_id) <> {number} THEN 'pass' ELSE 'fail' END AS outcome, CASE WHEN "
            "mfa_factor <> 'none' THEN 'has one' ELSE 'has none' END AS reason, mfa_factor "
            "FROM files_account"
        )
        made[meaning.id] = Definition(meaning, sql, "made")
    return made


if __name__ == "__main__":
    main()
