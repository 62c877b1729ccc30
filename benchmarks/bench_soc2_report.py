"""The report of an examination as its files, from the database to the seal, beside its budget.

    python benchmarks/bench_soc2_report.py [--controls 150] [--items 25] [--rounds 3]

A process of its own makes the examination by the acts of both sides (``workspace_home.py``), of so many
controls, those that the library lacks of the company's own, with a description that is made final and
an assertion that is signed. This one then gathers the contents, typesets and seals them, as issuing does; the
figure is that of the first file, since the typesetter remembers what it has set. Prints how many controls
and pages it was, the seconds of the processor beside those of the clock, and the most memory that this
process ever held. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SECONDS, MEGABYTES, PAGES = 10.0, 500.0, 120


def main() -> None:
    """Make the examination elsewhere, its report here, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--controls", type=int, default=150)
    parser.add_argument("--items", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help="use this home, which was made before")
    asked = parser.parse_args()
    if asked.make:
        make(asked.make, asked.controls, asked.items)
        return
    with tempfile.TemporaryDirectory(prefix="attestry-bench-") as folder:
        home = asked.home or Path(folder) / "home"
        if not home.exists():
            sizes = ["--controls", str(asked.controls), "--items", str(asked.items)]
            subprocess.run([sys.executable, __file__, "--make", str(home), *sizes], check=True)
        measured(home, asked.rounds)


def set_up(home: Path) -> None:
    """Django, over that home."""
    os.environ.update(ATTESTRY_HOME=str(home), DJANGO_SETTINGS_MODULE="attestry.project.settings")
    import django

    django.setup()


def make(home: Path, controls: int, items: int) -> None:
    """The examination, its description final, its assertion signed."""
    set_up(home)
    from django.core.management import call_command
    from workspace_home import described, made

    from attestry.engagements.tests.examination import NOW
    from attestry.kit import clock

    call_command("migrate", verbosity=0)
    with clock.simulated(NOW):
        described(made(home, controls, items))


def measured(home: Path, rounds: int) -> None:
    """The files, each a few times."""
    set_up(home)
    from io import BytesIO

    from pypdf import PdfReader

    from attestry.engagements.models import Engagement
    from attestry.engagements.tests.examination import NOW
    from attestry.kit import clock
    from attestry.opinions.queries.report_content import content_of
    from attestry.opinions.seals import seal_for, sealed
    from attestry.opinions.typesetters import docx_of, pdf_of

    engagement = Engagement.objects.select_related("firm", "system").get()

    def content() -> dict[str, Any]:
        return content_of(engagement, report_on=NOW.date(), seal_words=seal_for("").words)

    def pdf() -> bytes:
        return sealed(pdf_of(content(), draft_mark="", at=NOW), seal_for(""), at=NOW)[0]

    with clock.simulated(NOW):
        print(f"{len(content()['controls'])} controls")
        for name, work in (("PDF, sealed", pdf), ("DOCX", lambda: docx_of(content(), draft_mark="", at=NOW))):
            (first, worked), *later = [seconds(work) for _ in range(rounds)]
            print(
                f"ratio {first / SECONDS:.3f}  {name}: the first {first:.2f} s of {SECONDS:.0f} s "
                f"({worked:.2f} s of the processor), then {min(took for took, _ in later):.2f} s"
            )
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"ratio {held / MEGABYTES:.3f}  most memory: {held:.0f} MB of {MEGABYTES:.0f} MB")
        pages = len(PdfReader(BytesIO(pdf())).pages)
        print(f"ratio {pages / PAGES:.3f}  pages: {pages}, at least {PAGES} are to be measured")


def seconds(work: Any) -> tuple[float, float]:
    """How long a work takes, and how long the processor worked on it."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - worked


if __name__ == "__main__":
    main()
