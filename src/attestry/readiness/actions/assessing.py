"""Beginning a readiness assessment, and ending it: finalised and frozen, or discarded with a reason."""

from __future__ import annotations

from datetime import timedelta

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.readiness.actions.rating import open_assessment
from attestry.readiness.errors import AssessmentOpen, CriteriaUnrated, RatingRefused
from attestry.readiness.models import Assessment, Finalisation
from attestry.readiness.queries.assessment_content import assess
from attestry.readiness.rules.judgement import Assessor
from attestry.scope.models import System

USUAL_DAYS = 90
_LONGEST_DAYS = 730


@act("readiness.begin_assessment")
def begin_assessment(
    actor: Actor,
    system: System,
    *,
    assessor: str,
    assessed_by: str,
    independence: str,
    days: int = USUAL_DAYS,
) -> Assessment:
    """Begin an assessment that looks back over ``days``; every criterion in scope waits for its rating.

    Raises RatingRefused where it is not said who assesses or how independent they are, and
    AssessmentOpen while another one is open.
    """
    if assessor not in set(Assessor):
        raise RatingRefused("It is not said what kind of assessor it is.", next_step="Choose one.")
    if not assessed_by.strip():
        raise RatingRefused(
            "It is not said who assesses.", next_step="Name the people, and their firm where there is one."
        )
    if not independence.strip():
        raise RatingRefused(
            "It is not said how independent the assessor is.",
            next_step="Say who they report to and what they built or run themselves.",
        )
    if not 1 <= days <= _LONGEST_DAYS:
        raise RatingRefused(
            f"{days} days is no period to look back over.", next_step=f"Say 1 to {_LONGEST_DAYS} days."
        )
    held = Assessment.objects.select_for_update().filter(system=system, ended_at=None).first()
    if held:
        raise AssessmentOpen(held.begun_at.date(), held.assessed_by)
    now = clock.now()
    made = Assessment.objects.create(
        system=system,
        begun_at=now,
        begun_by=actor.name,
        assessor=assessor,
        assessed_by=assessed_by.strip(),
        independence=independence.strip(),
        period_from=now - timedelta(days=days),
    )
    record(made.subject, after={"assessor": assessor, "by": made.assessed_by, "days": days})
    return made


@act("readiness.finalise")
def finalise(actor: Actor, system: System) -> Finalisation:
    """Freeze the open assessment: its exact content under one digest.

    Raises NoOpenAssessment, and CriteriaUnrated with the references that wait.
    """
    assessment = open_assessment(system)
    now = clock.now()
    assessed = assess(assessment, now)
    if assessed.found.unrated:
        raise CriteriaUnrated(assessed.found.unrated)
    made = Finalisation.objects.create(
        assessment=assessment,
        finalised_at=now,
        finalised_by=actor.name,
        content=assessed.content,
        digest=sha256_hex(canonical_json(assessed.content)),
    )
    assessment.ended_at = now
    assessment.save()
    after = {
        "assessor": assessment.assessor,
        "criteria": len(assessed.content["criteria"]),
        "digest": made.digest,
    }
    record(assessment.subject, after=after)
    return made


@act("readiness.discard_assessment")
def discard_assessment(actor: Actor, system: System, *, reason: str) -> Assessment:
    """End the open assessment without a result; what was rated in it stays in the journal.

    Raises NoOpenAssessment, and RatingRefused without a reason.
    """
    if not reason.strip():
        raise RatingRefused("Discarding needs a reason.", next_step="Say why it is not carried on.")
    assessment = open_assessment(system)
    assessment.ended_at, assessment.discarded_reason = clock.now(), reason.strip()
    assessment.save()
    record(assessment.subject, after={"discarded": reason.strip()})
    return assessment
