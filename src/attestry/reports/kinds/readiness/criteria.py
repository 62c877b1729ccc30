"""The criteria of a readiness report: the map, the categories, each criterion, and the gaps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.readiness.queries.report_plan import ReportPlanPage
from attestry.readiness.queries.standings import ControlStanding, CriterionStanding, Standings
from attestry.readiness.rules.estimate import COSTS
from attestry.readiness.rules.judgement import Gap, Judgement
from attestry.readiness.rules.lacks import Lack
from attestry.readiness.rules.score import Score
from attestry.reports.kinds.readiness.roadmap import Price, needed_by
from attestry.reports.kinds.readiness.tasks import Tasks
from attestry.ui.words import day_words, number_words


def map_facts(found: Standings) -> list[dict[str, Any]]:
    """All criteria by series; outside the scope they are not applicable."""
    series: dict[str, dict[str, Any]] = {}
    for one in found.criteria:
        group = series.setdefault(
            one.criterion.section, {"id": one.criterion.section, "title": one.section_title, "cells": []}
        )
        outcome = one.outcome.value if one.is_in_scope else "not_applicable"
        group["cells"].append([one.reference, outcome, int(one.depth) if one.is_in_scope else 0])
    return list(series.values())


def category_facts(found: Standings) -> list[dict[str, Any]]:
    """Each category in scope: how its criteria stand, by outcome and by rating."""
    lines = []
    for group in found.edition.categories:
        inside = [one for one in found.in_scope if one.criterion.category == group.key]
        if inside:
            outcomes = [one.outcome.value for one in inside]
            rated = [one for one in inside if one.rating]
            lines.append(
                {
                    "title": group.title,
                    "criteria": len(inside),
                    "controls": len({each.key for one in inside for each in one.controls}),
                    "outcomes": {kind: outcomes.count(kind) for kind in sorted(set(outcomes))},
                    "rated": len(rated),
                    "met": sum(one.rating.judgement == "met" for one in rated if one.rating),
                }
            )
    return lines


def criterion_facts(one: CriterionStanding, score: Score, inapplicable: Mapping[str, str]) -> dict[str, Any]:
    """One criterion: what it asks, how it stands, its score and severity, its controls and its gaps."""
    return {
        "reference": one.reference,
        "title": one.criterion.title,
        "series": one.criterion.section,
        "series_title": one.section_title,
        "statement": one.criterion.statement,
        "outcome": one.outcome.value,
        "depth": int(one.depth),
        "depth_words": one.depth.title,
        "rating": one.rating.judgement.label if one.rating else "Not rated",
        "rating_key": one.rating.judgement.value if one.rating else "",
        "reason": one.rating.reason if one.rating else "",
        "rated": f"{one.rating.rated_by}, {day_words(one.rating.rated_at)}" if one.rating else "",
        "disagreement": one.disagreement,
        "score": str(round(100 * score.criteria.get(one.reference, 0))),
        "severity": _severity(one, score, inapplicable),
        "inapplicable": inapplicable.get(one.reference, ""),
        "automation": [one.automation.automated, one.automation.hybrid, one.automation.manual],
        "controls": [_control(each) for each in one.controls],
        "gaps": {
            "missing": [] if one.controls or one.reference in inapplicable else ["no control in use"],
            "failing": [each.key for each in one.controls if each.gap is Gap.FAILING],
            "unknown": [each.key for each in one.controls if each.gap is Gap.UNKNOWN],
        },
    }


def gap_facts(
    found: Standings, plan: ReportPlanPage, tasks: Tasks, inapplicable: Collection[str], price: Price
) -> dict[str, Any]:
    """Every gap by the evidence, once: criteria without a control, controls that fail, those nobody knows of.

    Each with who owns it, the hours and cost that closing it takes as assumed, its task, what to do,
    and what shows that it is closed. A criterion that does not apply is no gap.
    """
    missing = [
        [
            one.reference,
            one.criterion.title,
            "No control in use speaks to it.",
            "No owner",
            one.reference,
            _takes(Lack.NO_CONTROL, plan, price),
            tasks.of_criterion(one.reference),
            "Adopt a control that speaks to it, name its owner, and take it live.",
            "A live control speaks to it, and something shows that control.",
        ]
        for one in found.in_scope
        if not one.controls and one.reference not in inapplicable
    ]
    speaks: dict[str, list[str]] = {}
    for one in found.in_scope:
        for each in one.controls:
            speaks.setdefault(each.key, []).append(one.reference)
    failing = _gaps(found, Gap.FAILING, speaks, _takes(Lack.FAILING, plan, price), tasks)
    unknown = _gaps(found, Gap.UNKNOWN, speaks, _takes(Lack.NO_EVIDENCE, plan, price), tasks)
    return {
        "missing": missing,
        "failing": sorted(failing, key=_weight),
        "unknown": sorted(unknown, key=_weight),
        "total": len(missing) + len(failing) + len(unknown),
        "by": day_words(needed_by(plan)),
        "is_decided": plan.decision is not None,
    }


def _takes(lack: Lack, plan: ReportPlanPage, price: Price) -> str:
    best = sum(plan.assumed[one].best for one in COSTS[lack])
    worst = sum(plan.assumed[one].worst for one in COSTS[lack])
    cost = f"{number_words(best * price.rate)} to {number_words(worst * price.rate)} {price.currency}"
    return f"{best} to {worst} h, {cost}"


def _gaps(
    found: Standings, gap: Gap, speaks: Mapping[str, list[str]], takes: str, tasks: Tasks
) -> list[list[str]]:
    return [
        _gap(one, speaks[one.key], takes, tasks.of_control(one.key))
        for one in found.relevant
        if one.gap is gap
    ]


def _gap(one: ControlStanding, speaks: list[str], takes: str, task: str) -> list[str]:
    owner = one.control.owner.name if one.control.owner else "No owner"
    key = " (key control)" if one.control.is_key else ""
    told = [one.key, f"{one.control.title}{key}", one.status.reason, owner, " ".join(speaks), takes, task]
    if one.gap is Gap.UNKNOWN:
        return [
            *told,
            "Connect what a test reads, or let a person test it.",
            "Something looks, and it holds.",
        ]
    return [*told, *_remedy(one)]


def _severity(one: CriterionStanding, score: Score, inapplicable: Mapping[str, str]) -> str:
    """How heavy what is wanting weighs: a blocker stands in the way by itself, whatever the rest."""
    if one.reference in inapplicable:
        return "does not apply"
    if one.reference in score.blockers:
        return "blocker"
    if one.outcome is Outcome.FAIL or (one.rating and one.rating.judgement is Judgement.NOT_MET):
        return "high"
    if one.gap or (one.rating and one.rating.answers.gap):
        return "medium"
    return "none"


def _remedy(one: ControlStanding) -> tuple[str, str]:
    """What to do about a control that fails, and which test then passes."""
    for test in one.status.tests:
        if test.outcome is Outcome.FAIL:
            definition = definitions().get(test.test_id)
            fix = definition.meaning.on_failure if definition else "Put right what the person found."
            return fix, f"“{test.title}” passes for its whole population."
    return "Put right what fails.", "Its tests pass."


def _weight(line: list[str]) -> tuple[int, str]:
    """Gaps that touch more criteria come first."""
    return (-len(line[4].split()), line[0])


def _control(one: ControlStanding) -> list[Any]:
    results = [test.result for test in one.status.tests if test.result]
    return [
        one.key,
        one.control.title,
        one.control.state,
        one.control.owner.name if one.control.owner else "",
        one.outcome.value,
        one.status.reason,
        one.depth.title,
        sum(result.failed for result in results),
        sum(result.counts.total for result in results),
    ]
