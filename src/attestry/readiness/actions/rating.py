"""Rating criteria in the assessment that is open."""

from __future__ import annotations

from attestry.frameworks.errors import UnknownCriterion
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.errors import NoOpenAssessment, RatingChanged, RatingRefused
from attestry.readiness.models import Assessment, Rating
from attestry.readiness.queries.ratings import owned_controls, said_of
from attestry.readiness.queries.standings import scoped_references
from attestry.readiness.rules.assessment import ASPECTS, Adequacy, Answers, answer_words
from attestry.readiness.rules.judgement import needs_reason
from attestry.scope.models import System


@act("readiness.rate_criterion")
def rate_criterion(
    actor: Actor,
    system: System,
    reference: str,
    *,
    design: str,
    implementation: str,
    operation: str,
    reason: str = "",
    seen: str | None = None,
) -> Rating:
    """Answer the three questions for one criterion in scope. An equal rating writes nothing.

    ``seen`` is the instant of the rating that the answer was made from, "" for none. Raises
    RatingRefused, NoOpenAssessment, UnknownCriterion where the criterion is not in scope, and
    RatingChanged where somebody else rated it since ``seen``.
    """
    answers = _answers({"design": design, "implementation": implementation, "operation": operation})
    if needs_reason(answers.judgement) and not reason.strip():
        raise RatingRefused(
            f"“{answers.judgement.label}” needs a reason.",
            next_step="Say what is missing or not enough, or why it does not apply; the report prints it.",
        )
    assessment = open_assessment(system)
    if reference not in scoped_references(system):
        raise UnknownCriterion(reference, "scope")
    rating = assessment.ratings.select_for_update().filter(reference=reference).first()
    before = said_of(rating) if rating else None
    if seen is not None and seen != (rating.rated_at.isoformat() if rating else ""):
        raise RatingChanged(
            reference,
            theirs=_sentence(rating.answers(), rating.reason, rating.rated_by) if rating else "nothing.",
            yours=_sentence(answers, reason.strip(), actor.name),
        )
    rating = rating or Rating(assessment=assessment, reference=reference)
    rating.design, rating.implementation, rating.operation = answers.all
    rating.judgement, rating.reason = answers.judgement, reason.strip()
    rating.owns = owned_controls(actor.key.removeprefix("user:"), reference) if actor.kind == "user" else []
    if before == said_of(rating):
        return rating
    rating.rated_by, rating.rated_at = actor.name, clock.now()
    rating.save()
    record(f"criterion:{reference}", before=before, after=said_of(rating))
    return rating


def open_assessment(system: System) -> Assessment:
    """The assessment that is open, held for this transaction. Raises NoOpenAssessment."""
    found = Assessment.objects.select_for_update().filter(system=system, ended_at=None).first()
    if found is None:
        raise NoOpenAssessment
    return found


def _answers(said: dict[str, str]) -> Answers:
    for name in ASPECTS:
        if said[name] not in set(Adequacy):
            raise RatingRefused(
                f"“{said[name]}” is no answer on {name}.",
                next_step="Say adequate, inadequate, missing or not applicable, for each of the three.",
            )
    return Answers(*(Adequacy(said[name]) for name in ASPECTS))


def _sentence(answers: Answers, reason: str, who: str) -> str:
    why = f" ({reason})" if reason else ""
    return f"{answer_words(answers)}{why}, by {who}."
