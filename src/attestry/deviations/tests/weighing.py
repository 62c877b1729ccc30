"""Deviations to begin a test with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attestry.controls.models import Control
from attestry.deviations.actions.evaluating import confirm_deviation, evaluate_deviation, review_evaluation
from attestry.deviations.actions.raising import raise_from_marks
from attestry.deviations.actions.sharing import share_deviation
from attestry.deviations.models import Deviation, Evaluation, SharedResult
from attestry.deviations.queries.facts import criteria_of_deviation
from attestry.deviations.rules.weighing import Effect, Extension, Pattern, Severity
from attestry.engagements.tests.examination import Examination
from attestry.workpapers.actions.concluding import conclude
from attestry.workpapers.models import ItemMark, Workpaper
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.tests.papers import a_sampled_paper, an_entry, items_of, mark_all

WORDS = "Approved a day late."


def a_deviating_paper(
    scene: Examination, control: Control, folder: Path, *, deviating: int = 2, size: int = 3
) -> Workpaper:
    """A concluded paper in which so many of its items deviate."""
    paper = a_sampled_paper(scene, control, folder, size=size)
    named = {one.item_id.replace("-", "_"): WORDS for one in items_of(paper)[:deviating]}
    mark_all(scene, paper, **named)
    conclude(
        scene.auditor.actor(),
        paper,
        verdict=Verdict.NOT_EFFECTIVE,
        words="Read.",
        entries=[an_entry().seq],
    )
    return paper


def failing(paper: Workpaper) -> list[ItemMark]:
    """The marks of a paper that deviate."""
    return list(paper.marks.filter(mark="fail"))


def a_deviation(scene: Examination, paper: Workpaper, **more: Any) -> Deviation:
    """One deviation of every deviating mark of a paper."""
    said = {"marks": failing(paper), "title": "Late approvals", "words": WORDS}
    return raise_from_marks(scene.auditor.actor(), paper, **{**said, **more})


def confirmed(scene: Examination, deviation: Deviation, **more: Any) -> Deviation:
    """The same, confirmed."""
    said = {
        "is_deviation": True,
        "on_evidence": "The approval was read.",
        "on_population": "It went live in the period.",
        "on_timing": "The approval is younger than the deployment.",
    }
    confirm_deviation(scene.auditor.actor(), deviation, **{**said, **more})
    return deviation


def evaluated(scene: Examination, deviation: Deviation, **more: Any) -> Evaluation:
    """What it means: a deficiency that puts every criterion of its control at risk."""
    said = {
        "pattern": Pattern.SYSTEMATIC,
        "is_intentional": False,
        "is_override": False,
        "cause": "Nobody stood in for the approver.",
        "extension": Extension.NOT_EXTENDED,
        "extension_words": "It is not thought isolated.",
        "compensating": [],
        "compensating_words": "None covers it.",
        "effects": dict.fromkeys(criteria_of_deviation(deviation), Effect.AT_RISK),
        "pervasiveness": "One team alone.",
        "incident": None,
        "incident_words": "None followed.",
        "severity": Severity.DEFICIENCY,
    }
    return evaluate_deviation(scene.auditor.actor(), deviation, **{**said, **more})


def shared(scene: Examination, deviation: Deviation, **more: Any) -> SharedResult:
    """Confirmed, evaluated, reviewed and shared."""
    made = evaluated(scene, confirmed(scene, deviation), **more)
    review_evaluation(scene.partner.actor(), made, stands=True)
    said = {"what": "Changes were approved late.", "effect": "Approval before going live is at risk."}
    return share_deviation(scene.auditor.actor(), deviation, **said)
