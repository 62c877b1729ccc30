"""A made home of a whole program: the library adopted, one connection of each kind, days of them.

    python benchmarks/program_home.py HOME [--rows 100000] [--days 365]

A process of its own, since a home is chosen once for a process.
"""

from __future__ import annotations

import argparse
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

from made_home import ROWS, MadeHome, Spent, year_until

OTHERS = {
    "made-cloud": ("aws", {}),
    "made-machine": ("host", {}),
    "made-repository": ("git", {"repository": "/made/up"}),
}


def main() -> None:
    """Make the home and say what its days took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--every", type=int, default=7, help="days between two readings of the lists")
    asked = parser.parse_args()
    home = MadeHome(asked.home, start=year_until(datetime.now(UTC), asked.days), rows=asked.rows)
    found_program(home)
    spent = [day(home, number, lists=number % asked.every == 0) for number in range(asked.days)]
    wall = statistics.median(one.wall for one in spent)
    print(
        f"a home of {asked.rows} accounts: {asked.days} daily runs, lists read every {asked.every} days, "
        f"the rest daily: {wall:.2f} s a day, {spent[-1].disk / 1e6:.0f} MB on disk"
    )


def day(home: MadeHome, number: int, *, lists: bool) -> Spent:
    """One day, whole or not at all."""
    from django.db import transaction

    with transaction.atomic():
        return home.day(number, lists=lists)


def found_program(home: MadeHome) -> None:
    """Adopt the library for a system and connect one of everything that can be connected."""
    from attestry.connectors.queries import source
    from attestry.control_tests.actions.setting import set_parameters
    from attestry.controls.actions.adopting import adopt_all_for_scope
    from attestry.controls.actions.syncing import sync_control_library
    from attestry.frameworks.actions import sync_frameworks
    from attestry.kit import clock
    from attestry.scope.actions.setting_up import ensure_system

    with clock.simulated(home.start - timedelta(hours=20)):
        sync_frameworks(home.house)
        sync_control_library(home.house)
        adopt_all_for_scope(home.house, ensure_system(home.house, "Made up"))
        set_parameters(home.house, "files-dormant-accounts", {"days": 400})
        for name, (source_id, settings) in OTHERS.items():
            home.connect(name, source_id, settings)
        for stream in source("files").manifest.streams:
            if stream.id != "account":
                listed = {"table": stream.id, "path": "/made/up.csv"}
                home.connect(f"made-{stream.id.replace('_', '-')}", "files", listed)


if __name__ == "__main__":
    main()
