"""A made home of an examination: so many controls, each tested in a paper of its own, item by item.

    python benchmarks/workspace_home.py HOME [--controls 150] [--items 25]

Both sides, the requests of the library, a frozen population and a sample for each control, and a conclusion
that was reviewed go through the acts; the marks of the grids, four for each item, are written in bulk. Where
the library has fewer controls, the company has the rest of its own. Once every page was asked for, the report
is issued, and the pages of the reports are asked for again. Prints one JSON object: the pages of each side
before and after, and how many queries each makes and how long each takes.
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
QUALIFIED = "CC8.1"
PARAGRAPH = (
    "The service runs in two regions of Frankfurt. A team of nine people looks after it around the clock, "
    "deploys it from one pipeline, and watches capacity, latency and errors on boards that everybody reads. "
)


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
        sides = ask_pages(scene, asked.rounds)
        issue(scene)
        after = ask_pages(scene, asked.rounds, rooms=("opinions",))
        sides |= {f"{side}, of an issued report": pages for side, pages in after.items()}
        print(json.dumps({**sizes(), "sides": sides}))


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
    own_controls(count)
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
    spoken = {key: said for key, said in sorted(spoken.items()) if criteria.intersection(said)}
    # Those that speak to the criterion that is qualified come first: they are the ones that deviate.
    keys = sorted(spoken, key=lambda key: QUALIFIED not in spoken[key])[:count]
    leave_out(scene, criteria.difference(*(spoken[key] for key in keys)))
    Control.objects.filter(key__in=keys).update(state="live", owner=scene.lead)
    tailor_requests(scene.auditor.actor(), scene.engagement, owner=scene.lead, due_on=DUE)
    entry = sealed_changes(root, change_rows(items * 8))
    open_workpapers(scene.auditor.actor(), scene.engagement, keys=keys)
    papers = Workpaper.objects.select_related("control").order_by("pk")
    operation = sorted(
        papers.filter(aspect="operation"), key=lambda one: QUALIFIED not in spoken[one.control.key]
    )
    for number, paper in enumerate(operation):
        worked(scene, paper, entry, items, deviates=number < DEVIATING)
    for paper in papers.filter(aspect="design"):
        concluded(scene, paper, deviates=False)
    for paper in operation[: DEVIATING - 1]:
        shared(scene, a_deviation(scene, paper))
    whole.told_of_events(scene)
    whole.opined(scene)
    in_review(scene)
    print(f"{Workpaper.objects.count()} papers made in {time.process_time():.0f} s of cpu", file=sys.stderr)
    return scene


def leave_out(scene: Any, criteria: set[str]) -> None:
    """Criteria to which no control of the examination speaks are not relevant to the system."""
    from attestry.engagements.models import Engagement

    scene.engagement.inapplicable = dict.fromkeys(sorted(criteria), "Nothing of its kind happens.")
    Engagement.objects.filter(pk=scene.engagement.pk).update(inapplicable=scene.engagement.inapplicable)


def own_controls(count: int) -> None:
    """Controls of the company's own, like those of the library, until there are so many."""
    from attestry.controls.models import Control, Mapping

    library = list(Control.objects.prefetch_related("mappings").order_by("pk"))
    for number, like in enumerate(library[: max(count - len(library), 0)], start=1):
        said = {f.attname: getattr(like, f.attname) for f in Control._meta.concrete_fields if f.name != "id"}
        own = Control.objects.create(**{**said, "key": f"OWN-{number:02d}", "origin": "own"})
        Mapping.objects.bulk_create(
            Mapping(control=own, family=one.family, reference=one.reference, position=one.position)
            for one in like.mappings.all()
        )


def described(scene: Any) -> None:
    """A description of a few pages, and the assertion over it."""
    from attestry.controls.models import Control
    from attestry.descriptions.actions.signing import sign_assertion
    from attestry.descriptions.actions.writing import make_final, write_passage
    from attestry.descriptions.tests.texts import TEXTS, a_described_system, write_all
    from attestry.opinions.tests.whole import fresh

    a_described_system(scene)
    used = Control.objects.filter(state="live").order_by("key")[0].key
    texts = {number: text.replace("CHG-02", used) for number, text in TEXTS.items()}
    long = {f"dc_{number}": "\n\n".join([text, *[PARAGRAPH * 3] * 12]) for number, text in texts.items()}
    write_all(scene, **long)
    if left_out := ", ".join(fresh(scene).inapplicable):
        text = f"Not relevant, since nothing of their kind happens in the system: {left_out}."
        write_passage(scene.lead.actor(), fresh(scene), criterion=8, text=text)
    sign_assertion(scene.executive.actor(), make_final(scene.lead.actor(), fresh(scene)), title="CEO")


def issue(scene: Any) -> None:
    """What still stands against the report put right, and the report issued."""
    from attestry.deviations.queries.marks import unexplained_marks
    from attestry.deviations.tests.weighing import a_deviation, shared
    from attestry.opinions.actions.issuing import issue_soc_report
    from attestry.opinions.actions.writing import approve_opinion
    from attestry.opinions.queries.whole import last_opinions
    from attestry.opinions.tests.whole import fresh, today

    described(scene)
    for one in unexplained_marks(scene.engagement):
        shared(scene, a_deviation(scene, one.workpaper))
    for opinion in last_opinions(scene.engagement).values():
        approve_opinion(scene.partner.actor(), opinion)
    issue_soc_report(scene.partner.actor(), fresh(scene), report_on=today())


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
