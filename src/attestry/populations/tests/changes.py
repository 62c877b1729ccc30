"""A scene for tests that need a population: a sealed list of changes, and the steps up to a drawn sample."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings

from attestry import pipeline
from attestry.connectors.actions import add_connection
from attestry.engagements.tests.examination import Examination
from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.journal.rules import Actor
from attestry.kit.secrets import SecretBox
from attestry.populations.actions.checking import accept_population, check_population
from attestry.populations.actions.defining import define_population, extract_population
from attestry.populations.actions.drawing import commit_seed, draw_sample
from attestry.populations.actions.freezing import freeze_population
from attestry.populations.models import Population, Sample
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.method import Basis, Method
from attestry.populations.rules.state import Origin

HOUSE = Actor.system("test")
FIRST = datetime(2026, 1, 2, 10, tzinfo=UTC)
HEADER = ("change_id", "title", "system", "kind", "author", "approved_by", "deployed_at")


def change_rows(count: int) -> list[tuple[str, ...]]:
    """So many changes, spread over the half year, each third one of the system “pay”."""
    step = timedelta(days=178) / max(count, 1)
    return [
        (
            f"CHG-{number:04d}",
            f"Change {number}",
            "pay" if number % 3 == 0 else "web",
            "emergency" if number % 10 == 0 else "normal",
            "ann@example.org",
            "bob@example.org",
            (FIRST + step * (number - 1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        for number in range(1, count + 1)
    ]


def as_csv(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    """Rows as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def sealed_changes(folder: Path, rows: Sequence[Sequence[str]], *, name: str = "changes") -> Entry:
    """The rows as a sealed reading of a list of change tickets."""
    (folder / f"{name}.csv").write_bytes(as_csv(rows))
    add_connection(
        HOUSE,
        name=name,
        source_id="files",
        settings={"table": "change_ticket", "path": str(folder / f"{name}.csv")},
        secrets={},
        box=SecretBox(settings.HOME.keys),
        title=name.capitalize(),
    )
    pipeline.collect(HOUSE, progress=print)
    return Entry.objects.filter(connection__name=name).latest("seq")


def handed_in(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, *, data: bytes = b"") -> Entry:
    """The rows as a file that management handed in."""
    return hand_in_document(
        HOUSE,
        BytesIO(data or as_csv(rows, header)),
        filename="changes.csv",
        title="Changes of the half year",
        period_from=FIRST,
        period_until=FIRST + timedelta(days=170),
    )


def a_population(scene: Examination, entry: Entry, **more: object) -> Population:
    """A defined population of changes."""
    said = {
        "title": "Changes that went live",
        "unit": "a change that went live",
        "origin": Origin.STREAM,
        "entry_seq": entry.seq,
        "table": "files_change_ticket",
        "name_column": "title",
        "date_column": "deployed_at",
        "stratum_column": "system",
    }
    return define_population(scene.auditor.actor(), scene.engagement, **{**said, **more})


def frozen(scene: Examination, population: Population) -> Population:
    """The same, taken, checked, accepted by another and frozen."""
    if not population.extractions.exists():
        extract_population(scene.auditor.actor(), population)
    extraction = population.extractions.get()
    checks = (CheckKind.COUNT, CheckKind.ACCURACY) if extraction.item_count else (CheckKind.ZERO_ROWS,)
    for kind in checks:
        named = "CHG-0001" if kind is CheckKind.ACCURACY else ""
        check_population(
            scene.auditor.actor(), population, kind=kind, holds=True, words="Compared.", items=named
        )
    accept_population(scene.senior.actor(), population, words="Complete and accurate enough.")
    freeze_population(scene.auditor.actor(), population)
    return Population.objects.get(pk=population.pk)


def a_frozen_population(scene: Examination, folder: Path, *, count: int = 40, **more: object) -> Population:
    """A frozen population of so many changes."""
    entry = sealed_changes(folder, change_rows(count))
    return frozen(scene, a_population(scene, entry, **more))


def a_sample(scene: Examination, folder: Path, *, count: int = 40, size: int = 5) -> Sample:
    """A sample of ``size`` changes, drawn at random by a committed seed."""
    population = a_frozen_population(scene, folder, count=count)
    commit_seed(scene.auditor.actor(), population)
    return draw_sample(
        scene.auditor.actor(),
        population,
        method=Method.RANDOM,
        basis=Basis.JUDGEMENT,
        size=size,
        reason="Few are enough to show it.",
    )
