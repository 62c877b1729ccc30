"""Workpapers to begin a test with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attestry.controls.models import Control
from attestry.engagements.tests.examination import Examination
from attestry.evidence.models import Entry
from attestry.populations.actions.drawing import commit_seed, draw_sample
from attestry.populations.models import Population, Sample, SampledItem
from attestry.populations.rules.method import Basis, Method
from attestry.populations.tests.changes import a_sample
from attestry.workpapers.actions.opening import bind_population, open_workpaper
from attestry.workpapers.actions.writing import mark_item, note_work, write_procedure
from attestry.workpapers.models import Workpaper
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.grid import Mark

INQUIRY = {
    "who": "Bo",
    "role": "Developer",
    "when": "2 July 2026",
    "question": "Who approves a change?",
    "answer": "Somebody else than its author.",
}


def a_paper(scene: Examination, control: Control, *, aspect: Aspect = Aspect.OPERATION) -> Workpaper:
    """A planned workpaper of two attributes."""
    paper = open_workpaper(scene.auditor.actor(), scene.engagement, control, aspect=aspect)
    attributes = ("Approved by another", "Approved before it went live") if aspect is Aspect.OPERATION else ()
    write_procedure(
        scene.auditor.actor(),
        paper,
        text="Read each change and its approval.",
        natures=[Nature.INSPECTION],
        attributes=attributes,
    )
    return paper


def a_sampled_paper(scene: Examination, control: Control, folder: Path, *, size: int = 3) -> Workpaper:
    """The same, of a sample of changes."""
    sample = a_sample(scene, folder, count=20, size=size)
    return bind_population(scene.auditor.actor(), a_paper(scene, control), sample.population)


def drawn(scene: Examination, population: Population, *, size: int) -> Sample:
    """A sample of a frozen population, drawn at random."""
    commit_seed(scene.auditor.actor(), population)
    return draw_sample(
        scene.auditor.actor(),
        population,
        method=Method.RANDOM,
        basis=Basis.JUDGEMENT,
        size=size,
        reason="Few.",
    )


def items_of(paper: Workpaper) -> list[SampledItem]:
    """The items of its sample."""
    return list(SampledItem.objects.filter(sample__population=paper.population_id, replacement=None))


def an_entry() -> Entry:
    """The newest entry of the ledger that may be cited."""
    return Entry.objects.exclude(kind="run").latest("seq")


def mark_all(scene: Examination, paper: Workpaper, **deviating: str) -> None:
    """Mark every item as described, but for those named with the words for it."""
    for item in items_of(paper):
        words = deviating.get(item.item_id.replace("-", "_"), "")
        first = Mark.FAIL if words else Mark.PASS
        mark_item(
            scene.auditor.actor(),
            paper,
            item,
            marks={"A": first, "B": Mark.PASS},
            words=words,
            entry_seq=an_entry().seq,
        )


def inquire(scene: Examination, paper: Workpaper, **more: Any) -> None:
    """Note an interview."""
    note_work(scene.auditor.actor(), paper, nature=Nature.INQUIRY, said={**INQUIRY, **more})


def inspect(scene: Examination, paper: Workpaper) -> None:
    """Note that something was read."""
    said = {"item": "The rule of the main branch", "seen": "Two approvals are required."}
    note_work(scene.auditor.actor(), paper, nature=Nature.INSPECTION, said=said, entry_seq=an_entry().seq)
