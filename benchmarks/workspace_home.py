"""A made home of an examination: so many controls, each tested in a paper of its own, item by item.

    python benchmarks/workspace_home.py HOME [--controls 150] [--items 25]

Both sides, the requests of the library, a frozen population and a sample for each control, and a conclusion
that was reviewed go through the acts; the marks of the grids, four for each item, are written in bulk. Prints
one JSON object: the pages of each side, and how many queries each makes and how long each takes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ATTRIBUTES = ("Approved by another", "Approved before it went live", "Tested", "By who may")
CATEGORIES = ["availability", "confidentiality", "privacy", "processing_integrity", "security"]
DEVIATING = 5


def main() -> None:
    """Make the examination, ask every page as each side, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--controls", type=int, default=150)
    parser.add_argument("--items", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    os.environ.update(ATTESTRY_HOME=str(asked.home), DJANGO_SETTINGS_MODULE="attestry.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from workspace_pages import ask_pages

    from attestry.engagements.tests.examination import NOW
    from attestry.kit import clock

    call_command("migrate", verbosity=0)
    with clock.simulated(NOW):
        scene = made(asked.home, asked.controls, asked.items)
        print(json.dumps({**sizes(), "sides": ask_pages(scene, asked.rounds)}))


def made(root: Path, count: int, items: int) -> Any:
    """The examination, in review, with whatever its report needs."""
    from attestry.controls.models import Control
    from attestry.controls.queries.commitments import references_by_control
    from attestry.deviations.tests.weighing import a_deviation, shared
    from attestry.engagements.queries.criteria import criteria_of
    from attestry.engagements.tests.examination import an_examination
    from attestry.engagements.tests.issuing import in_review
    from attestry.opinions.tests import whole
    from attestry.populations.tests.changes import change_rows, sealed_changes
    from attestry.requests.actions.asking import tailor_requests
    from attestry.requests.tests.scene import DUE
    from attestry.workpapers.actions.opening import open_workpapers
    from attestry.workpapers.models import Workpaper

    scene = an_examination()
    scene.engagement.categories = [
        "security",
        "availability",
        "confidentiality",
        "processing_integrity",
        "privacy",
    ]
    scene.engagement.save()
    criteria = {one.reference for one in criteria_of(scene.engagement)}
    spoken = references_by_control()
    keys = [key for key in sorted(spoken) if criteria.intersection(spoken[key])][:count]
    Control.objects.filter(key__in=keys).update(state="live", owner=scene.lead)
    tailor_requests(scene.auditor.actor(), scene.engagement, owner=scene.lead, due_on=DUE)
    entry = sealed_changes(root, change_rows(items * 8))
    open_workpapers(scene.auditor.actor(), scene.engagement, keys=keys)
    papers = Workpaper.objects.select_related("control").order_by("pk")
    for number, paper in enumerate(papers.filter(aspect="operation")):
        worked(scene, paper, entry, items, deviates=number < DEVIATING)
    for paper in papers.filter(aspect="design"):
        concluded(scene, paper, deviates=False)
    for paper in papers.filter(aspect="operation")[: DEVIATING - 1]:
        shared(scene, a_deviation(scene, paper))
    whole.told_of_events(scene)
    whole.opined(scene)
    in_review(scene)
    print(f"{Workpaper.objects.count()} papers made in {time.process_time():.0f} s of cpu", file=sys.stderr)
    return scene


def worked(scene: Any, paper: Any, entry: Any, items: int, *, deviates: bool) -> None:
    """A population of its own, frozen and sampled; every item marked; concluded and reviewed."""
    from attestry.populations.tests.changes import a_population, frozen
    from attestry.workpapers.actions.opening import bind_population
    from attestry.workpapers.actions.writing import write_procedure
    from attestry.workpapers.rules.aspect import Nature
    from attestry.workpapers.tests.papers import drawn

    write_procedure(
        scene.auditor.actor(), paper, text=f"Read each change of {paper.control.key} and its approval.",
        natures=[Nature.INSPECTION], attributes=ATTRIBUTES,
    )  # fmt: skip
    title = f"Changes for {paper.control.key}"
    population = frozen(scene, a_population(scene, entry, title=title, controls=[paper.control]))
    drawn(scene, population, size=items)
    paper = bind_population(scene.auditor.actor(), paper, population)
    marked(scene, paper, deviates=deviates)
    concluded(scene, paper, deviates=deviates)


def marked(scene: Any, paper: Any, *, deviates: bool) -> None:
    """A mark of each attribute of each item, as the act would keep it."""
    from attestry.kit import clock
    from attestry.kit.salted import committed
    from attestry.workpapers.models import ItemMark
    from attestry.workpapers.tests.papers import an_entry, items_of

    entry, rows = an_entry(), []
    for place, item in enumerate(items_of(paper)):
        for letter in "ABCD":
            fails = deviates and place == 0 and letter == "A"
            said = {"mark": "fail" if fails else "pass", "words": "By its author alone." if fails else ""}
            seal = committed({"item": item.item_id, "attribute": letter, **said, "entry": entry.seq})
            rows.append(
                ItemMark(
                    workpaper=paper, item=item, attribute=letter, **said, entry=entry, by=scene.auditor,
                    by_name=scene.auditor.name, at=clock.now(), salt=seal.salt, digest=seal.digest,
                )
            )  # fmt: skip
    ItemMark.objects.bulk_create(rows)


def concluded(scene: Any, paper: Any, *, deviates: bool) -> None:
    """Read, concluded by the auditor and let stand by the lead."""
    from attestry.workpapers.actions.concluding import conclude, review_conclusion
    from attestry.workpapers.actions.writing import write_procedure
    from attestry.workpapers.rules.aspect import Nature
    from attestry.workpapers.rules.conclusion import Verdict
    from attestry.workpapers.tests.papers import an_entry, inspect

    auditor = scene.auditor.actor()
    if not paper.procedures.exists():
        write_procedure(auditor, paper, text="Read the rule.", natures=[Nature.INSPECTION])
    inspect(scene, paper)
    said = Verdict.NOT_EFFECTIVE if deviates else Verdict.EFFECTIVE
    words = f"{paper.reference}: read as far as it was tested."
    made = conclude(auditor, paper, verdict=said, words=words, entries=[an_entry().seq])
    review_conclusion(scene.senior.actor(), made, stands=True)


def sizes() -> dict[str, int]:
    """What the home holds."""
    from attestry.populations.models import SampledItem
    from attestry.requests.models import Request
    from attestry.workpapers.models import ItemMark, Workpaper

    return {
        "papers": Workpaper.objects.count(),
        "items": SampledItem.objects.count(),
        "marks": ItemMark.objects.count(),
        "requests": Request.objects.count(),
    }


if __name__ == "__main__":
    main()
