"""What people said in a readiness report: the three answers of each criterion, the gaps, what changed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attestry.readiness.models import Assessment
from attestry.readiness.queries.aspects import Views
from attestry.readiness.queries.assessments import changes_since, previous_finalisation
from attestry.readiness.queries.standings import Standings
from attestry.readiness.rules.assessment import ASPECTS, count_gaps, gap_words, relation_words
from attestry.readiness.rules.difference import Change
from attestry.readiness.rules.judgement import Judgement
from attestry.readiness.rules.score import Score
from attestry.reports.kinds.readiness.tasks import Tasks
from attestry.ui.words import counted_words, day_words


def score_facts(made: Score) -> dict[str, Any]:
    """The score with what blocks; whole percent."""
    return {
        "overall": str(round(made.overall)),
        "verdict": made.verdict.value.capitalize(),
        "blockers": list(made.blockers),
        "criteria": {reference: f"{round(100 * one)}" for reference, one in made.criteria.items()},
    }


def rated_gaps(found: Standings, tasks: Tasks) -> dict[str, Any]:
    """The criteria that were rated as gaps, missing told from inadequate; the two counts add up."""
    rated = [(one, one.rating) for one in found.in_scope if one.rating]
    counts = count_gaps(rating.answers.gap for _, rating in rated)
    return {
        "missing": counts.missing,
        "inadequate": counts.inadequate,
        "not_operating": counts.not_operating,
        "total": counts.total,
        "lines": [
            [
                one.reference,
                one.criterion.title,
                gap_words(rating.answers.gap),
                rating.reason,
                tasks.of_criterion(one.reference, (each.key for each in one.controls)),
            ]
            for one, rating in sorted(rated, key=lambda pair: gap_words(pair[1].answers.gap) != "Missing")
            if rating.answers.gap
        ],
    }


def raters(found: Standings) -> list[str]:
    """Who answered for the criteria in scope, each with how many."""
    counts = Counter(one.rating.rated_by for one in found.in_scope if one.rating)
    return [
        f"{name} ({counted_words(count, 'criterion', 'criteria')})" for name, count in counts.most_common()
    ]


def inapplicable_facts(found: Standings) -> list[list[str]]:
    """The criteria in scope that were judged not to apply, each with its reason, and who judged so where.

    By the signed scope, by the rating, or by both; where only one says so, the line says which does not.
    """
    lines = []
    left_out = {one.reference: one for one in found.system.inapplicable_criteria.all()}
    for one in found.in_scope:
        decided = left_out.get(one.reference)
        rating = one.rating if one.rating and one.rating.judgement is Judgement.NOT_APPLICABLE else None
        said = []
        if decided:
            said.append(f"in the scope, by {decided.decided_by}, {day_words(decided.decided_at)}")
        if rating:
            said.append(f"by rating, by {rating.rated_by}, {day_words(rating.rated_at)}")
        if decided and one.rating and not rating:
            said.append(f"though rated {one.rating.judgement.label.lower()}")
        if decided or rating:
            reason = decided.reason if decided else rating.reason if rating else ""
            lines.append([one.reference, one.criterion.title, reason, "; ".join(said)])
    return lines


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
