"""Workpapers: each control is walked through, read and, over a period, tested, before it is concluded on."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.populations import Item, items
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.populations.models import SampledItem
from attestry.sample_company.actions.examining.drawing import EVERY, population_of
from attestry.sample_company.actions.examining.scene import Scene
from attestry.sample_company.actions.examining.showing import (
    Shown,
    failures_of,
    shown_of,
    speaking_tests,
)
from attestry.sample_company.content.examination import PopulationFile
from attestry.ui.words import counted_words, day_words
from attestry.workpapers.actions.concluding import conclude, review_conclusion
from attestry.workpapers.actions.opening import bind_population, open_workpapers
from attestry.workpapers.actions.writing import mark_item, note_work, write_procedure
from attestry.workpapers.models import Workpaper
from attestry.workpapers.queries.grounds import grid_tally
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.grid import Mark

READ_AT_MOST = 3


def open_all(scene: Scene, engagement: Engagement) -> None:
    """A paper for each aspect of each control in use."""
    open_workpapers(scene.firm(Duty.LEAD), engagement)


def papers_of(engagement: Engagement) -> list[Workpaper]:
    """Every paper, in the order of the controls."""
    found = Workpaper.objects.filter(engagement=engagement).select_related("control__owner", "engagement")
    return list(found)


def work_on(scene: Scene, paper: Workpaper) -> None:
    """One paper from its procedure to its conclusion."""
    is_operation = paper.the_aspect is Aspect.OPERATION
    until = scene.end_at if is_operation else clock.now()
    auditor, shown = scene.firm(Duty.AUDITOR), shown_of(paper.control.key, until=until)
    if not shown:
        return
    told = _population_for(scene, paper)
    _plan(auditor, paper, told)
    if paper.the_aspect is Aspect.DESIGN:
        _walk_through(auditor, paper)
    if told is not None:
        _mark(scene, auditor, paper, told)
    _read(auditor, paper, shown)
    _conclude(scene, auditor, paper, shown)


def review(scene: Scene, engagement: Engagement) -> None:
    """Somebody else of the firm lets the conclusions of the day stand."""
    for paper in papers_of(engagement):
        last = paper.conclusions.last()
        if last is not None and not hasattr(last, "review"):
            review_conclusion(scene.firm(Duty.LEAD), last, stands=True)


def _population_for(scene: Scene, paper: Workpaper) -> PopulationFile | None:
    """The list that a paper on operation draws from; None where none holds an item."""
    if paper.the_aspect is not Aspect.OPERATION:
        return None
    for told in scene.whole.populations:
        if paper.control.key in told.controls:
            found = population_of(paper.engagement, told)
            if found is not None and SampledItem.objects.filter(sample__population=found).exists():
                return told
    return None


def _plan(auditor: Actor, paper: Workpaper, told: PopulationFile | None) -> None:
    """The steps follow from what the control's own text says to check."""
    checks = [f"{one}." for one in paper.control.checks] or [paper.control.statement]
    if paper.the_aspect is Aspect.DESIGN:
        steps = ["Ask the owner how the control runs, and follow one case through.", *checks]
        natures = [Nature.INQUIRY, Nature.INSPECTION]
    else:
        draw = f"From “{told.title.lower()}”, look at each drawn item." if told else ""
        steps = [draw, "Read what was sealed over the period, and see whether it held:", *checks]
        natures = (
            [Nature.INSPECTION, Nature.REPERFORMANCE]
            if speaking_tests(paper.control.key)
            else [Nature.INSPECTION]
        )
    write_procedure(
        auditor,
        paper,
        text=" ".join(one for one in steps if one),
        natures=natures,
        attributes=[one.words for one in told.attributes] if told else (),
    )


def _walk_through(auditor: Actor, paper: Workpaper) -> None:
    owner = paper.control.owner
    said = {
        "who": owner.name if owner else "The head of compliance",
        "role": paper.control.owner_role,
        "when": day_words(clock.now()),
        "question": f"How is it made sure? {paper.control.statement}",
        "answer": f"{paper.control.automation} The last case was followed from its start to its record.",
    }
    note_work(auditor, paper, nature=Nature.INQUIRY, said=said, is_walkthrough=True)


def _mark(scene: Scene, auditor: Actor, paper: Workpaper, told: PopulationFile) -> None:
    """Each drawn item by what was sealed about it."""
    population = population_of(paper.engagement, told)
    assert population is not None  # noqa: S101
    paper = bind_population(auditor, paper, population)
    answers = [_answers(one.test) for one in told.attributes]
    entry = population.freeze.entry_seq
    for item in SampledItem.objects.filter(sample__population=population, replacement=None).order_by("place"):
        found = [known.get(item.item_id) for known in answers]
        marks = {chr(ord("A") + place): _meant(one) for place, one in enumerate(found)}
        words = "; ".join(one.reason for one in found if one and one.outcome is Outcome.FAIL)
        mark_item(auditor, paper, item, marks=marks, words=words, entry_seq=entry)


def _answers(test_id: str) -> dict[str, Item]:
    return {one.item_id: one for one in items(test_id, at=clock.now(), limit=EVERY).items}


def _meant(found: Item | None) -> Mark:
    if found is None or found.outcome is Outcome.NOT_APPLICABLE:
        return Mark.NOT_APPLICABLE
    return {Outcome.PASS: Mark.PASS, Outcome.FAIL: Mark.FAIL}.get(found.outcome, Mark.UNABLE)


def _read(auditor: Actor, paper: Workpaper, shown: Sequence[Shown]) -> None:
    """What was read; over a period, what was reckoned again of it."""
    for one in shown[:READ_AT_MOST]:
        if paper.the_aspect is Aspect.OPERATION and one.result is not None:
            said = {
                "inputs": f"{one.item}: the rows that entry {one.seq} seals.",
                "own_result": one.seen,
                "recorded_result": one.seen,
                "difference": "None.",
            }
            note_work(auditor, paper, nature=Nature.REPERFORMANCE, said=said, entry_seq=one.seq)
        else:
            said = {"item": one.item, "seen": one.seen}
            note_work(auditor, paper, nature=Nature.INSPECTION, said=said, entry_seq=one.seq)


def _conclude(scene: Scene, auditor: Actor, paper: Workpaper, shown: Sequence[Shown]) -> None:
    failed = _failed(scene, paper)
    judged = next((one for one in scene.whole.weighed if one.control == paper.control.key), None)
    fails = bool(judged and judged.fails and failed)
    conclude(
        auditor,
        paper,
        verdict=Verdict.NOT_EFFECTIVE if fails else Verdict.EFFECTIVE,
        words=_words(scene, paper, shown, failed),
        entries=[one.seq for one in shown[:READ_AT_MOST]],
    )


def _failed(scene: Scene, paper: Workpaper) -> dict[str, tuple[int, int]]:
    """What did not hold at some time in the period; nothing of a paper on design."""
    if paper.the_aspect is not Aspect.OPERATION:
        return {}
    return failures_of(speaking_tests(paper.control.key), first=scene.first_at, until=scene.end_at)


def _words(scene: Scene, paper: Workpaper, shown: Sequence[Shown], failed: dict[str, tuple[int, int]]) -> str:
    key = paper.control.key
    grid, said = grid_tally(paper), []
    if grid is not None:
        said.append(f"Of {counted_words(grid.items, 'item')} tested, {grid.deviating} deviate.")
    said += [f"{one.item}: {one.seen[:1].lower()}{one.seen[1:]}" for one in shown[:READ_AT_MOST]]
    known = definitions()
    said += [
        f"“{known[test].meaning.title}” did not hold in {bad} of {runs} readings of the period."
        for test, (bad, runs) in failed.items()
    ]
    other = next((one for one in scene.whole.explained if key in one.controls), None)
    if failed and other is not None:
        said.append(f"That is {other.words}.")
    return " ".join(said)
