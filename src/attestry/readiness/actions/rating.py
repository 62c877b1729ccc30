"""Rating criteria, and freezing the ratings as an assessment."""

from __future__ import annotations

from attestry.frameworks.errors import UnknownCriterion
from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.errors import CriteriaUnrated, RatingRefused
from attestry.readiness.models import Assessment, Rating
from attestry.readiness.queries.ratings import ratings_digest, said_of
from attestry.readiness.rules.judgement import Assessor, Judgement, needs_reason
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@act("readiness.rate_criterion")
def rate_criterion(
    actor: Actor, system: System, reference: str, *, judgement: str, reason: str = ""
) -> Rating:
    """Say what one criterion in scope comes to. An equal rating writes nothing.

    Raises RatingRefused where the judgement is none of the four or lacks its reason, and
    UnknownCriterion where the criterion is not in the system's scope.
    """
    if judgement not in set(Judgement):
        raise RatingRefused(
            f"“{judgement}” is no rating.", next_step="Say met, partly, not met or not applicable."
        )
    if needs_reason(Judgement(judgement)) and not reason.strip():
        raise RatingRefused(
            f"“{Judgement(judgement).label}” needs a reason.",
            next_step="Say what is missing, or why it does not apply; the report prints it.",
        )
    if reference not in _in_scope(system):
        raise UnknownCriterion(reference, "scope")
    rating = Rating.objects.select_for_update().filter(system=system, reference=reference).first()
    before = said_of(rating) if rating else None
    rating = rating or Rating(system=system, reference=reference)
    rating.judgement, rating.reason = judgement, reason.strip()
    if before == said_of(rating):
        return rating
    rating.rated_by, rating.rated_at = actor.name, clock.now()
    rating.save()
    record(f"criterion:{reference}", before=before, after=said_of(rating))
    return rating


@act("readiness.finalise")
def finalise(actor: Actor, system: System, *, assessor: str, independence: str) -> Assessment:
    """Freeze the ratings of all criteria in scope.

    Raises CriteriaUnrated with their references, and RatingRefused where it is not said who
    assessed or how independent they are.
    """
    if assessor not in set(Assessor):
        raise RatingRefused("It is not said who assessed.", next_step="Choose one.")
    if not independence.strip():
        raise RatingRefused(
            "It is not said how independent the assessor is.",
            next_step="Say who they report to and what they built or run themselves.",
        )
    rated = {one.reference: one for one in Rating.objects.filter(system=system)}
    wanted = _in_scope(system)
    unrated = [reference for reference in wanted if reference not in rated]
    if unrated:
        raise CriteriaUnrated(unrated)
    chosen = [rated[reference] for reference in wanted]
    made = Assessment.objects.create(
        system=system,
        finalised_at=clock.now(),
        finalised_by=actor.name,
        assessor=assessor,
        independence=independence.strip(),
        ratings={one.reference: said_of(one) for one in chosen},
        digest=ratings_digest(chosen),
    )
    after = {"assessor": assessor, "criteria": len(chosen), "digest": made.digest}
    record(f"system:{system.name}", after=after)
    return made


def _in_scope(system: System) -> list[str]:
    return [line.reference for line in criteria_in_scope(chosen_categories(system))]
