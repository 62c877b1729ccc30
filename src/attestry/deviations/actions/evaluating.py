"""Confirming a deviation, saying what it means, and reviewing what somebody else said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attestry.deviations.errors import DeviationRefused, NotYet, OwnEvaluation
from attestry.deviations.models import (
    CompensatingControl,
    Confirmation,
    CriterionEffect,
    Deviation,
    Evaluation,
    EvaluationReview,
)
from attestry.deviations.queries.facts import Figures, citable_conclusions, criteria_of_deviation, figures_of
from attestry.deviations.rules.weighing import (
    Effect,
    Extension,
    Pattern,
    Severity,
    contradictions,
    unanswered,
)
from attestry.deviations.standing import held_by_the_firm, sealed
from attestry.engagements.queries.criteria import criteria_of
from attestry.engagements.rules.side import Duty
from attestry.incidents.models import Incident
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.workpapers.models import Conclusion


@act("deviations.evaluate")
def confirm_deviation(
    actor: Actor,
    deviation: Deviation,
    *,
    is_deviation: bool,
    on_evidence: str,
    on_population: str,
    on_timing: str,
) -> Confirmation:
    """Say whether it is a deviation: not evidence that is missing, a wrong population, or timing.

    Raises DeviationRefused without an answer to each, NotYet once it is shared, BehindTheWall.
    """
    held, member = held_by_the_firm(actor, deviation)
    if held.shared.exists():
        raise NotYet(["it is shared with management; weigh it anew and share that"])
    answers = {"on_evidence": on_evidence, "on_population": on_population, "on_timing": on_timing}
    content = {name: words.strip() for name, words in answers.items()}
    for name, words in content.items():
        if not words:
            raise DeviationRefused(name, "Say how you know.")
    last = held.confirmations.last()
    version = last.version + 1 if last else 1
    made = Confirmation(deviation=held, version=version, is_deviation=is_deviation, **content)
    said = {"version": version, "deviation": held.digest, "is_deviation": is_deviation, **content}
    sealed(member.user, made, said).save(force_insert=True)
    record(held.engagement.subject, after={"weighed": made.digest})
    return made


@act("deviations.evaluate")
def evaluate_deviation(
    actor: Actor,
    deviation: Deviation,
    *,
    pattern: Pattern,
    is_intentional: bool,
    is_override: bool,
    cause: str,
    extension: Extension,
    extension_words: str,
    compensating: Sequence[Conclusion],
    compensating_words: str,
    effects: Mapping[str, Effect],
    pervasiveness: str,
    incident: Incident | None = None,
    incident_words: str,
    severity: Severity,
    reason: str = "",
) -> Evaluation:
    """Write what a confirmed deviation means; a further version says why the earlier one changes.

    How many of how many, and the upper limits, are reckoned from the grid and kept with it. Raises NotYet,
    DeviationRefused for what is left out or contradicts itself, BehindTheWall, DeviationsStay.
    """
    held, member = held_by_the_firm(actor, deviation)
    confirmed, last, figures = _ready_to_weigh(held)
    words = {
        "cause": cause,
        "extension_words": extension_words,
        "compensating_words": compensating_words,
        "pervasiveness": pervasiveness,
        "incident_words": incident_words,
    }
    words |= {"reason": reason} if last else {}
    _refuse_what_is_wrong(held, words, effects, severity, compensating)
    content: dict[str, Any] = {
        "version": last.version + 1 if last else 1,
        "pattern": pattern.value,
        "is_intentional": is_intentional,
        "is_override": is_override,
        "extension": extension.value,
        "severity": severity.value,
        "tested": figures.tested,
        "deviating": figures.deviating,
        "population": figures.population,
        "limits": list(figures.limits),
        **{name: text.strip() for name, text in words.items()},
    }
    made = Evaluation(deviation=held, confirmation=confirmed, incident=incident, **content)
    said = {
        **content,
        "confirmation": confirmed.digest,
        "incident": incident.pk if incident else None,
        "effects": {key: effect.value for key, effect in sorted(effects.items())},
        "compensating": [one.digest for one in compensating],
    }
    sealed(member.user, made, said).save(force_insert=True)
    _keep_what_it_names(made, effects, compensating)
    record(held.engagement.subject, after={"weighed": made.digest})
    return made


def _ready_to_weigh(held: Deviation) -> tuple[Confirmation, Evaluation | None, Figures]:
    """What was confirmed, what was written before, and the figures of the grid. Raises NotYet."""
    confirmed = held.confirmations.last()
    if confirmed is None or not confirmed.is_deviation:
        raise NotYet(["nobody confirmed that it is a deviation"])
    figures = figures_of(held)
    if figures.open_cells:
        raise NotYet(["cells of the paper's grid hold nothing yet"])
    return confirmed, held.evaluations.last(), figures


def _keep_what_it_names(
    made: Evaluation, effects: Mapping[str, Effect], compensating: Sequence[Conclusion]
) -> None:
    CriterionEffect.objects.bulk_create(
        CriterionEffect(evaluation=made, reference=key, effect=effect) for key, effect in effects.items()
    )
    CompensatingControl.objects.bulk_create(
        CompensatingControl(evaluation=made, conclusion=one) for one in compensating
    )


@act("deviations.evaluate")
def review_evaluation(
    actor: Actor, evaluation: Evaluation, *, stands: bool, words: str = ""
) -> EvaluationReview:
    """Let an evaluation stand, or hand it back with what is wanting; never one's own.

    Raises OwnEvaluation, DeviationRefused, BehindTheWall, DeviationsStay.
    """
    held, member = held_by_the_firm(actor, evaluation.deviation, Duty.LEAD, Duty.PARTNER)
    last = held.evaluations.last()
    if last is None or last.pk != evaluation.pk or hasattr(last, "review"):
        raise DeviationRefused("evaluation", "It is not the last one, or was reviewed already.")
    if last.by_id == member.user_id:
        raise OwnEvaluation(member.user.name)
    if not stands and not words.strip():
        raise DeviationRefused("words", "Say what is wanting.")
    made = EvaluationReview(evaluation=last, evaluated_by=last.by, stands=stands, words=words.strip())
    said = {"evaluation": last.digest, "stands": stands, "words": words.strip()}
    sealed(member.user, made, said).save(force_insert=True)
    record(held.engagement.subject, after={"weighed": made.digest})
    return made


def _refuse_what_is_wrong(
    held: Deviation,
    words: Mapping[str, str],
    effects: Mapping[str, Effect],
    severity: Severity,
    compensating: Sequence[Conclusion],
) -> None:
    """Raises DeviationRefused for what is left out, does not belong here, or contradicts itself."""
    for name, text in words.items():
        if not text.strip():
            raise DeviationRefused(name, "Say it in words; “none” with the reason is an answer.")
    missing = unanswered(criteria_of_deviation(held), effects)
    if missing or not effects:
        raise DeviationRefused("effects", f"Say what it means for {', '.join(missing) or 'a criterion'}.")
    foreign = set(effects) - {one.reference for one in criteria_of(held.engagement)}
    if foreign:
        raise DeviationRefused("effects", f"{', '.join(sorted(foreign))} is not examined here.")
    allowed = {one.conclusion.pk for one in citable_conclusions(held)}
    if any(one.pk not in allowed for one in compensating):
        raise DeviationRefused(
            "compensating", "Only another control of this engagement that was tested and found effective."
        )
    said = set(effects.values())
    for field, why in contradictions(severity, said, is_compensated=bool(compensating)):
        raise DeviationRefused(field, why)
