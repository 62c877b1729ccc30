"""Everything that an assessment says, as it is frozen: ratings, evidence, gaps and score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.readiness.models import Assessment
from attestry.readiness.queries.aspects import Views, control_views, criterion_views
from attestry.readiness.queries.documents import documents_by_control
from attestry.readiness.queries.ratings import RatingLine, ratings
from attestry.readiness.queries.standings import ControlStanding, CriterionStanding, Standings, standings
from attestry.readiness.rules.score import Maturity, Score, maturity_of, score

FORMAT = 1
_UNRATED: dict[str, Any] = {
    **dict.fromkeys(("design", "implementation", "operation", "judgement", "gap", "reason", "rated_by"), ""),
    "rated_at": "",
    "owns": [],
}


@dataclass(frozen=True, slots=True)
class Assessed:
    """An open assessment with what evidence says at an instant; ``content`` is what would be frozen."""

    found: Standings
    views: Mapping[str, Views]
    ratings: Mapping[str, RatingLine]
    content: dict[str, Any]


def assess(assessment: Assessment, at: datetime) -> Assessed:
    """The assessment as of ``at``, in a constant number of queries."""
    found = standings(assessment.system, at=at, from_at=assessment.period_from)
    relevant = found.relevant
    views = control_views(relevant, from_at=assessment.period_from, until_at=at)
    documents = {key: [one.seq for one in held] for key, held in documents_by_control(at).items()}
    content = {
        "format": FORMAT,
        "system": found.system.name,
        "edition": found.edition.version,
        "categories": sorted(found.chosen),
        "begun_at": assessment.begun_at.isoformat(),
        "as_of": at.isoformat(),
        "period_from": assessment.period_from.isoformat(),
        "assessor": assessment.assessor,
        "assessed_by": assessment.assessed_by,
        "independence": assessment.independence,
        "score": _score_said(score_of(found)),
        "criteria": [_criterion(one, views) for one in found.in_scope],
        "controls": [_control(one, views[one.key], documents.get(one.key, [])) for one in relevant],
    }
    return Assessed(found, views, ratings(assessment.system, at), content)


def score_of(found: Standings) -> Score:
    """The score of the criteria in scope by their controls in use."""
    return score(
        {
            one.reference: [(_maturity(each), each.control.is_key) for each in one.controls]
            for one in found.in_scope
        }
    )


def _maturity(one: ControlStanding) -> Maturity:
    return maturity_of(
        State(one.control.state),
        has_owner=one.control.owner is not None,
        outcome=one.outcome,
        depth=one.depth,
    )


def _score_said(found: Score) -> dict[str, Any]:
    """In whole percent, so that the digest never hangs on how a fraction is written."""
    return {
        "overall": round(found.overall),
        "verdict": found.verdict.value,
        "blockers": list(found.blockers),
        "criteria": {reference: round(100 * one) for reference, one in found.criteria.items()},
    }


def _criterion(one: CriterionStanding, views: Mapping[str, Views]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "reference": one.reference,
        "title": one.criterion.title,
        "category": one.criterion.category,
        "outcome": one.outcome.value,
        "depth": int(one.depth),
        "evidence": _words(criterion_views(one.controls, views)),
        "controls": [each.key for each in one.controls],
    }
    if one.rating is None:
        return {**said, **_UNRATED}
    answers, gap = one.rating.answers, one.rating.answers.gap
    return {
        **said,
        "design": answers.design.value,
        "implementation": answers.implementation.value,
        "operation": answers.operation.value,
        "judgement": one.rating.judgement.value,
        "gap": gap.value if gap else "",
        "reason": one.rating.reason,
        "owns": list(one.rating.owns),
        "rated_by": one.rating.rated_by,
        "rated_at": one.rating.rated_at.isoformat(),
    }


def _control(one: ControlStanding, views: Views, documents: list[int]) -> dict[str, Any]:
    results = [test.result.entry_seq for test in one.status.tests if test.result]
    return {
        "key": one.key,
        "title": one.control.title,
        "state": one.control.state,
        "owner": one.control.owner.name if one.control.owner else "",
        "is_key": one.control.is_key,
        "outcome": one.outcome.value,
        "reason": one.status.reason,
        "depth": int(one.depth),
        "maturity": _maturity(one).value,
        "evidence": _words(views),
        "entries": sorted({*results, *documents}),
    }


def _words(views: Mapping[str, Outcome]) -> dict[str, str]:
    return {name: outcome.value for name, outcome in views.items()}
