"""What people said in a readiness report: the three answers of each criterion, the gaps, what changed."""

from __future__ import annotations

from typing import Any

from attestry.readiness.models import Assessment
from attestry.readiness.queries.aspects import Views
from attestry.readiness.queries.assessment_content import score_of
from attestry.readiness.queries.assessments import changes_since, previous_finalisation
from attestry.readiness.queries.standings import Standings
from attestry.readiness.rules.assessment import ASPECTS, count_gaps, gap_words, relation_words
from attestry.readiness.rules.difference import Change
from attestry.ui.words import day_words


def score_facts(found: Standings) -> dict[str, Any]:
    """The score with what blocks; whole percent."""
    made = score_of(found)
    return {
        "overall": str(round(made.overall)),
        "verdict": made.verdict.value.capitalize(),
        "blockers": list(made.blockers),
        "criteria": {reference: f"{round(100 * one)}" for reference, one in made.criteria.items()},
    }


def rated_gaps(found: Standings) -> dict[str, Any]:
    """The criteria that were rated as gaps, missing told from inadequate; the two counts add up."""
    rated = [(one, one.rating) for one in found.in_scope if one.rating]
    counts = count_gaps(rating.answers.gap for _, rating in rated)
    return {
        "missing": counts.missing,
        "inadequate": counts.inadequate,
        "not_operating": counts.not_operating,
        "total": counts.total,
        "lines": [
            [one.reference, one.criterion.title, gap_words(rating.answers.gap), rating.reason]
            for one, rating in sorted(rated, key=lambda pair: gap_words(pair[1].answers.gap) != "Missing")
            if rating.answers.gap
        ],
    }


def answer_facts(found: Standings, views: dict[str, Views]) -> list[list[str]]:
    """Each criterion with its three answers, and what evidence said of each beside it."""
    return [
        [
            one.reference,
            one.criterion.title,
            *(
                _answer(one.rating.answers.all[place].label if one.rating else "")
                for place in range(len(ASPECTS))
            ),
            ", ".join(f"{name} {views[one.reference][name].value.replace('_', ' ')}" for name in ASPECTS),
            relation_words(one.rating.owns) if one.rating else "",
        ]
        for one in found.in_scope
    ]


def change_facts(assessment: Assessment | None, found: Standings) -> dict[str, Any]:
    """What is answered differently from the assessment finalised before this one."""
    previous = previous_finalisation(assessment) if assessment else None
    if previous is None:
        return {"since": "", "lines": [], "same": 0}
    now = {one.reference: one.rating.answers for one in found.in_scope if one.rating}
    moved = changes_since(previous, now, found.unrated)
    return {
        "since": day_words(previous.finalised_at),
        "lines": [
            [one.reference, one.change.label, "; ".join(_moved(*three) for three in one.aspects)]
            for one in moved
            if one.change is not Change.SAME
        ],
        "same": sum(one.change is Change.SAME for one in moved),
    }


def _moved(name: str, old: str, new: str) -> str:
    return f"{name}: {old.lower() or 'not in scope'} to {new.lower() or 'not in scope'}"


def _answer(words: str) -> str:
    return words or "Not rated"
