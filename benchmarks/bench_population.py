"""A population of 50,000 changes frozen with its digest, and a sample drawn: each beside its budget.

    python benchmarks/bench_population.py [--changes 50000] [--rounds 3]

The changes are made up and sealed before the clock runs; each round defines a population of its own
over the same entry. Beside both figures stands the bare hashing of as many names in plain Python.
Prints ratios to the budget; asserts nothing about time.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

BUDGET = {"taken and frozen": 2.0, "sample drawn": 0.5}
START, NOW = datetime(2026, 1, 1, 6, tzinfo=UTC), datetime(2026, 7, 6, 9, tzinfo=UTC)
SAMPLE = 60


def main() -> None:
    """Make a home, seal the changes, freeze and draw, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--changes", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        os.environ.update(ATTESTRY_HOME=folder, DJANGO_SETTINGS_MODULE="attestry.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        from attestry.kit import clock

        call_command("migrate", verbosity=0)
        with clock.simulated(NOW):
            scene = Scene(Path(folder), asked.changes)
            spent = [scene.round(number) for number in range(asked.rounds)]
        show(spent, asked.changes)


def show(spent: list[dict[str, Spent]], changes: int) -> None:
    """Print the figures, and each as a share of its budget."""
    began = time.process_time()
    for number in range(changes):
        hashlib.sha256(f"seed:CHG-{number:06d}".encode()).hexdigest()
    bare = time.process_time() - began
    print(f"{changes:,} names hashed in plain Python: {bare * 1000:,.0f} ms")
    for name, allowed in BUDGET.items():
        wall, cpu = (statistics.median(getattr(one[name], part) for one in spent) for part in ("wall", "cpu"))
        beside = f"{cpu:.2f} s of cpu, {cpu / bare:.1f} x hashing"
        print(f"ratio {wall / allowed:.2f}  {name}: {wall:.2f} of {allowed} s, {beside}")


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and cpu seconds of this process, all its threads."""

    wall: float
    cpu: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


class Scene:
    """Both sides of an engagement in fieldwork, and the sealed changes."""

    def __init__(self, root: Path, changes: int) -> None:
        from attestry.accounts.actions.users import add_user
        from attestry.accounts.rules import Role
        from attestry.controls.actions.syncing import sync_control_library
        from attestry.engagements.models import Engagement, TeamMember
        from attestry.frameworks.actions import sync_frameworks
        from attestry.journal.rules import Actor
        from attestry.scope.actions.setting_up import ensure_system

        house = Actor.system("benchmark")
        sync_frameworks(house)
        sync_control_library(house)
        self.engagement = Engagement.objects.create(
            system=ensure_system(house, "Payroll"), kind="soc_2_type_2", title="Payroll 2026",
            state="fieldwork", categories=["security"], edition="tsc", standard="AT-C 205",
            from_on=date(2026, 1, 1), until_on=date(2026, 6, 30), created_by="benchmark", created_at=NOW,
        )  # fmt: skip
        team = [
            add_user(house, email=f"{name}@example.org", name=name, role=Role.AUDITOR)
            for name in ("ada", "sam")
        ]
        for user in team:
            TeamMember.objects.create(engagement=self.engagement, user=user, duty="auditor", joined_at=NOW)
        self.ada, self.sam = (user.actor() for user in team)
        self.entry = sealed(house, root, changes)

    def round(self, number: int) -> dict[str, Spent]:
        """Define a population, check it between the clocks, and time the rest."""
        from attestry.populations.actions import checking, defining, drawing, freezing
        from attestry.populations.queries.taking import kept_list
        from attestry.populations.rules.check import CheckKind
        from attestry.populations.rules.method import Basis, Method
        from attestry.populations.rules.state import Origin

        made = defining.define_population(
            self.ada, self.engagement, title=f"Changes, round {number}", unit="a change",
            origin=Origin.STREAM, entry_seq=self.entry.seq, table="files_change_ticket",
            date_column="deployed_at", name_column="title", stratum_column="system",
            filters=f"title != round {number}",
        )  # fmt: skip
        taking, _ = timed(lambda: defining.extract_population(self.ada, made))
        for kind, items in ((CheckKind.COUNT, ""), (CheckKind.ACCURACY, "CHG-000001")):
            checking.check_population(self.ada, made, kind=kind, holds=True, words="Compared.", items=items)
        checking.accept_population(self.sam, made, words="It may be relied on.")
        sealing, frozen = timed(lambda: freezing.freeze_population(self.ada, made))
        drawing.commit_seed(self.ada, made)
        kept_list.cache_clear()
        drawn, sample = timed(
            lambda: drawing.draw_sample(
                self.ada, made, method=Method.RANDOM, basis=Basis.JUDGEMENT, size=SAMPLE, reason="Sixty."
            )
        )
        listed = frozen.extraction
        print(f"{listed.item_count:,} items frozen as {listed.digest[:16]}, {sample.size} drawn")
        return {"taken and frozen": taking + sealing, "sample drawn": drawn}


def sealed(house: Any, root: Path, changes: int) -> Any:
    """The changes, sealed as one reading of a list of tickets."""
    from django.conf import settings

    from attestry import pipeline
    from attestry.connectors.actions import add_connection
    from attestry.evidence.models import Entry
    from attestry.kit.secrets import SecretBox

    path, step = root / "changes.csv", timedelta(days=178) / changes
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("change_id", "title", "system", "kind", "author", "approved_by", "deployed_at"))
        for number in range(1, changes + 1):
            at = (START + step * number).strftime("%Y-%m-%dT%H:%M:%SZ")
            system = "pay" if number % 3 == 0 else "web"
            writer.writerow((f"CHG-{number:06d}", f"Change {number}", system, "normal", "ann", "bob", at))
    add_connection(
        house, name="changes", source_id="files", settings={"table": "change_ticket", "path": str(path)},
        secrets={}, box=SecretBox(settings.HOME.keys), title="Changes",
    )  # fmt: skip
    pipeline.collect(house, progress=lambda _: None)
    return Entry.objects.latest("seq")


def timed(do: Any) -> tuple[Spent, Any]:
    """How long it took, and what came of it."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = do()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu), made


if __name__ == "__main__":
    main()
