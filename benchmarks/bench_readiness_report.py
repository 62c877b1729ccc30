"""The readiness report of a program of 200 controls in use, as PDF and as DOCX, beside its budget.

    python benchmarks/bench_readiness_report.py [--days 30] [--rounds 5]

A home of a whole program is made by the real line (``program_home.py``), all categories are chosen,
the company's own controls make the library's 200, and every criterion is rated and finalised. Each
report is gathered and written as an issued one is; its figure is that of the first one, since the
typesetter remembers what it has set. What the page of the program reads is the median of the
rounds. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

BUDGET, PAGE_BUDGET = 5.0, 0.05
CONTROLS = 200
HERE = Path(__file__).parent


def main() -> None:
    """Make the home, build each report a few times, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        home = Path(folder) / "home"
        command = [sys.executable, str(HERE / "program_home.py"), str(home), "--rows", "1000"]
        subprocess.run([*command, "--days", str(asked.days)], check=True, stdout=subprocess.DEVNULL)
        os.environ.update(ATTESTRY_HOME=str(home), DJANGO_SETTINGS_MODULE="attestry.project.settings")
        import django

        django.setup()
        system = grown()
        for name, (make, budget) in works(system).items():
            spent = [seconds(make) for _ in range(asked.rounds)]
            shown = spent[0] if budget is BUDGET else statistics.median(spent)
            first = "the first, " if budget is BUDGET else ""
            print(f"ratio {shown / budget:.3f}  {name}: {first}{shown:.3f} s of {budget:.2f} s")


def grown() -> Any:
    """The system with every category, 200 controls in use and a finalised assessment."""
    from django.core.management import call_command

    from attestry.controls.actions.adopting import adopt_all_for_scope, adopt_control
    from attestry.controls.actions.writing import add_control
    from attestry.controls.models import Control, ControlCategory
    from attestry.controls.rules.control import State
    from attestry.journal.rules import Actor
    from attestry.readiness.actions.assessing import begin_assessment, finalise
    from attestry.readiness.actions.rating import rate_criterion
    from attestry.readiness.queries.standings import scoped_references
    from attestry.scope.actions.setting_up import choose_category
    from attestry.scope.queries.categories import the_system

    call_command("migrate", verbosity=0)
    house, system = Actor.system("benchmark"), the_system()
    for key in ("availability", "processing_integrity", "confidentiality", "privacy"):
        choose_category(house, system, key, is_chosen=True, reason="Promised in contracts.")
    adopt_all_for_scope(house, system)
    model, shelf = Control.objects.get(key="IAM-02"), ControlCategory.objects.order_by("position")[0]
    text = model.text()
    missing = CONTROLS - Control.objects.filter(state=State.ADOPTED.value).count()
    for number in range(max(missing, 0)):
        adopt_control(house, add_control(house, text, key=f"OWNX-{number + 1}", category=shelf))
    begin_assessment(house, system, assessor="internal", assessed_by="Made up", independence="None.")
    well = {"design": "adequate", "implementation": "adequate", "operation": "adequate"}
    for reference in scoped_references(system):
        rate_criterion(house, system, reference, **well)
    finalise(house, system)
    print(f"{Control.objects.filter(state=State.ADOPTED.value).count()} controls in use")
    return system


def works(system: Any) -> dict[str, tuple[Callable[[], object], float]]:
    """What is measured, with its budget."""
    from attestry.kit import clock
    from attestry.program.queries.progress import program
    from attestry.reports.contents import Asked
    from attestry.reports.kinds import kind_named
    from attestry.reports.typesetting import typeset
    from attestry.reports.word import write

    told = {"organization": "Made up", "is_sample": False}

    def asked() -> Asked:
        now = clock.now()
        return Asked(system, now - timedelta(days=90), now)

    def pdf(name: str) -> Callable[[], object]:
        kind = kind_named(name)
        return lambda: typeset(kind.build(once := asked()), kind.template, as_of=once.as_of, **told)

    readiness = kind_named("readiness")
    draw: Any = readiness.draw
    return {
        "readiness report as PDF": (pdf("readiness"), BUDGET),
        "readiness report as DOCX": (
            lambda: write(readiness.build(once := asked()), draw, as_of=once.as_of, **told),
            BUDGET,
        ),
        "the board's page as PDF": (pdf("progress"), BUDGET),
        "what the page of the program reads": (lambda: program(system, at=clock.now()), PAGE_BUDGET),
    }


def seconds(make: Callable[[], object]) -> float:
    """How long a work takes."""
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
