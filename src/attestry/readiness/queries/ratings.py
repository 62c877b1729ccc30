"""What people said of criteria in the assessment that counts, and where that assessment stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from attestry.controls.models import Control
from attestry.controls.rules.control import IN_USE
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.readiness.models import Assessment, Finalisation, Rating
from attestry.readiness.rules.assessment import Answers
from attestry.readiness.rules.judgement import Assessor, Judgement
from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rating as pages and reports show it; ``owns`` are the controls that its rater owned."""

    judgement: Judgement
    answers: Answers
    reason: str
    owns: tuple[str, ...]
    rated_by: str
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """The assessment that counts; ``is_current`` while it is finalised and the scope is the same."""

    pk: int
    begun_at: datetime
    begun_by: str
    finalised_at: datetime | None
    finalised_by: str
    assessor: Assessor
    assessed_by: str
    independence: str
    period_from: datetime
    digest: str
    is_current: bool

    @property
    def is_open(self) -> bool:
        """Whether it still takes ratings."""
        return self.finalised_at is None


def counting(system: System, at: datetime | None = None) -> QuerySet[Assessment]:
    """Assessments that were not discarded, begun by ``at``, the newest first."""
    found = Assessment.objects.filter(system=system, discarded_reason="").order_by("-begun_at", "-pk")
    return found.filter(begun_at__lte=at) if at else found


def ratings(system: System, at: datetime | None = None) -> dict[str, RatingLine]:
    """Every rating by reference in the newest assessment begun by ``at``, in one query."""
    newest = counting(system, at).values("pk")[:1]
    return {one.reference: rating_line(one) for one in Rating.objects.filter(assessment__in=newest)}


def rating_line(one: Rating) -> RatingLine:
    """A rating as pages show it."""
    return RatingLine(
        Judgement(one.judgement), one.answers(), one.reason, tuple(one.owns), one.rated_by, one.rated_at
    )


def last_assessment(
    system: System, in_scope: Collection[str], at: datetime | None = None
) -> AssessmentLine | None:
    """The newest assessment begun by ``at``, in two queries."""
    found = counting(system, at).select_related("finalisation").first()
    if found is None:
        return None
    frozen = finalisation_of(found)
    if frozen and at and frozen.finalised_at > at:
        frozen = None
    rated = {one["reference"] for one in frozen.content.get("criteria", ())} if frozen else set()
    return AssessmentLine(
        pk=found.pk,
        begun_at=found.begun_at,
        begun_by=found.begun_by,
        finalised_at=frozen.finalised_at if frozen else None,
        finalised_by=frozen.finalised_by if frozen else "",
        assessor=Assessor(found.assessor),
        assessed_by=found.assessed_by,
        independence=found.independence,
        period_from=found.period_from,
        digest=frozen.digest if frozen else "",
        is_current=frozen is not None and rated == set(in_scope),
    )


def finalisation_of(assessment: Assessment) -> Finalisation | None:
    """What froze the assessment, where it is finalised; no query where it was selected along."""
    return assessment.finalisation if hasattr(assessment, "finalisation") else None


def owned_controls(email: str, reference: str) -> list[str]:
    """The controls in use that speak to a criterion and are owned by somebody; one query."""
    found = Control.objects.filter(
        owner__email=email,
        state__in=list(IN_USE),
        mappings__family=TRUST_SERVICES,
        mappings__reference=reference,
    )
    return sorted(found.values_list("key", flat=True))


def said_of(rating: Rating) -> dict[str, object]:
    """A rating as the journal and an assessment keep it."""
    return {
        "design": str(rating.design),
        "implementation": str(rating.implementation),
        "operation": str(rating.operation),
        "judgement": str(rating.judgement),
        "reason": rating.reason,
        "owns": list(rating.owns),
    }
