"""What the readiness report says, gathered from the standings as of its last instant."""

from __future__ import annotations

from attestry.readiness.queries.aspects import control_views, criterion_views
from attestry.readiness.queries.assessment_content import score_of
from attestry.readiness.queries.controls import control_table
from attestry.readiness.queries.criterion import spans_of
from attestry.readiness.queries.ratings import AssessmentLine, counting, last_assessment
from attestry.readiness.queries.report_plan import report_plan
from attestry.readiness.queries.standings import Standings, standings
from attestry.readiness.rules.assessment import LIMITS
from attestry.reports.contents import Asked, Contents
from attestry.reports.kinds.readiness.assessed import (
    answer_facts,
    change_facts,
    inapplicable_facts,
    rated_gaps,
    raters,
    score_facts,
)
from attestry.reports.kinds.readiness.controls import controls_facts, unobserved_facts
from attestry.reports.kinds.readiness.criteria import (
    category_facts,
    criterion_facts,
    gap_facts,
    map_facts,
)
from attestry.reports.kinds.readiness.queries import ledger_facts, systems_read, tasks_at
from attestry.reports.kinds.readiness.roadmap import control_views_facts, plan_facts, price_of, register_facts
from attestry.reports.kinds.readiness.surroundings import others_facts, scope_facts, test_facts
from attestry.reports.kinds.readiness.tasks import remediation_facts, tasks_of
from attestry.scope.queries.records import inapplicable_reasons
from attestry.ui.words import counted_words, day_words

IS = (
    "A comparison of the trust services criteria in scope with the controls in use, made on one day from "
    "sealed evidence, with what people who know the system say of each criterion."
)
IS_NOT = (
    "It is not an attestation and not a SOC 2 report, whoever assessed: no independent accountant has tested "
    "anything here or given an opinion. A criterion that stands here may still not be met in an examination."
)


def build(asked: Asked) -> Contents:
    """The readiness report of a system."""
    found = standings(asked.system, at=asked.as_of)
    scoped = [one.reference for one in found.in_scope]
    assessment = last_assessment(asked.system, scoped, asked.as_of)
    is_final = assessment is not None and assessment.is_current
    spans = spans_of(found.controls.values(), from_at=asked.from_at, until_at=asked.as_of)
    views = control_views(found.relevant, from_at=asked.from_at, until_at=asked.as_of)
    by_criterion = {one.reference: criterion_views(one.controls, views) for one in found.in_scope}
    plan = report_plan(asked.system, at=asked.as_of)
    table = control_table(asked.system, found.controls)
    tasks, score = tasks_of(tasks_at(asked.as_of)), score_of(found)
    left_out = inapplicable_reasons(asked.system)
    return Contents(
        title="Readiness assessment",
        is_final=is_final,
        what_it_is=IS,
        what_it_is_not=IS_NOT,
        cover=_cover(asked, found, assessment if is_final else None),
        facts={
            "verdict": _verdict(found),
            "blockers": _blockers(found),
            "counts": {
                "in_scope": len(found.in_scope),
                "all": len(found.criteria),
                "outcomes": dict(found.by_outcome),
                "ratings": dict(found.by_judgement),
                "unrated": list(found.unrated),
            },
            "map": map_facts(found),
            "scope": scope_facts(asked.system),
            "categories": category_facts(found),
            "inapplicable": inapplicable_facts(found),
            "others": others_facts(asked.system),
            "criteria": [criterion_facts(one, score, left_out) for one in found.in_scope],
            "gaps": gap_facts(found, plan, tasks, left_out, price_of(asked)),
            "remediation": remediation_facts(tasks, asked.as_of.date()),
            "systems": systems_read(asked.as_of),
            "raters": raters(found),
            "score": score_facts(score),
            "answers": answer_facts(found, by_criterion),
            "rated_gaps": rated_gaps(found, tasks),
            "changes": change_facts(counting(asked.system, asked.as_of).first(), found),
            "plan": plan_facts(plan, asked),
            "views": control_views_facts(found, views, plan),
            "registers": register_facts(asked, tasks),
            "controls": controls_facts(table),
            "unobserved": unobserved_facts(spans, found, asked),
            "tests": test_facts(asked.as_of),
            "ledger": ledger_facts(asked.as_of),
            "period": [day_words(asked.from_at), day_words(asked.as_of)],
            "assessment": _assessment(assessment, is_final=is_final),
            "edition": [found.edition.version, found.edition.notice],
        },
    )


def _cover(asked: Asked, found: Standings, assessment: AssessmentLine | None) -> tuple[tuple[str, str], ...]:
    who = (
        f"{assessment.assessed_by} ({assessment.assessor.label})"
        if assessment
        else "Not finalised by anybody yet"
    )
    return (
        ("System", asked.system.name),
        ("Period looked back over", f"{day_words(asked.from_at)} to {day_words(asked.as_of)}"),
        ("As of", f"{asked.as_of:%Y-%m-%d %H:%M} UTC"),
        ("Criteria in scope", f"{len(found.in_scope)} of {len(found.criteria)}, in {_categories(found)}"),
        ("Assessed by", who),
        (
            "Independence",
            assessment.independence if assessment else "Nothing is said of it, as this is a draft",
        ),
    )


def _categories(found: Standings) -> str:
    names = [group.title for group in found.edition.categories if group.key in found.chosen]
    return ", ".join(names)


def _verdict(found: Standings) -> str:
    outcomes, scoped = found.by_outcome, len(found.in_scope)
    return (
        f"Of {counted_words(scoped, 'criterion', 'criteria')} in scope, {outcomes.get('pass', 0)} stand "
        f"by the evidence, {outcomes.get('fail', 0)} have a control that fails, and "
        f"of {outcomes.get('unknown', 0)} nobody knows enough to say."
    )


def _blockers(found: Standings) -> list[str]:
    left_out = inapplicable_reasons(found.system)
    missing = [one.reference for one in found.in_scope if not one.controls and one.reference not in left_out]
    against = [one.reference for one in found.in_scope if one.disagreement]
    not_met = [one.reference for one in found.in_scope if one.rating and one.rating.judgement == "not_met"]
    failing = [one.reference for one in found.in_scope if one.outcome == "fail"]
    lines = [
        (missing, "No control is in use for {}."),
        (failing, "A control fails at {}."),
        (not_met, "Rated not met: {}."),
        (against, "Rated met against the evidence: {}."),
        (found.unrated, "Not rated yet: {}."),
    ]
    return [words.format(", ".join(references)) for references, words in lines if references]


def _assessment(assessment: AssessmentLine | None, *, is_final: bool) -> dict[str, str]:
    if assessment is None or assessment.finalised_at is None or not is_final:
        return {
            "said": "The ratings in this report were not finalised; it is a draft.",
            "digest": "",
            "limits": "",
        }
    return {
        "limits": LIMITS[assessment.assessor],
        "said": (
            f"Finalised {day_words(assessment.finalised_at)} by {assessment.finalised_by}. "
            f"Assessor: {assessment.assessed_by} ({assessment.assessor.label}). "
            f"Independence: {assessment.independence}"
        ),
        "digest": assessment.digest,
    }
