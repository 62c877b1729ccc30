"""What people said of criteria, and whether the last assessment still says the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.readiness.models import Assessment, Rating
from attestry.readiness.rules.judgement import Assessor, Judgement
from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rating as pages and reports show it."""

    judgement: Judgement
    reason: str
    rated_by: str
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """The last assessment; ``is_current`` while no rating in scope has changed since."""

    finalised_at: datetime
    finalised_by: str
    assessor: Assessor
    independence: str
    digest: str
    is_current: bool


def ratings(system: System) -> dict[str, RatingLine]:
    """Every rating by reference, in one query."""
    return {
        one.reference: RatingLine(Judgement(one.judgement), one.reason, one.rated_by, one.rated_at)
        for one in Rating.objects.filter(system=system)
    }


def last_assessment(system: System, in_scope: Collection[str]) -> AssessmentLine | None:
    """The assessment finalised last, compared with today's ratings, in two queries."""
    found = Assessment.objects.filter(system=system).order_by("-finalised_at", "-pk").first()
    if found is None:
        return None
    now = {one.reference: one for one in Rating.objects.filter(system=system)}
    is_whole = set(found.ratings) == set(in_scope) and set(in_scope) <= set(now)
    current = is_whole and ratings_digest(now[reference] for reference in in_scope) == found.digest
    return AssessmentLine(
        finalised_at=found.finalised_at,
        finalised_by=found.finalised_by,
        assessor=Assessor(found.assessor),
        independence=found.independence,
        digest=found.digest,
        is_current=current,
    )


def said_of(rating: Rating) -> dict[str, str]:
    """A rating as the journal and an assessment keep it."""
    return {"judgement": str(rating.judgement), "reason": rating.reason}


def ratings_digest(rated: Iterable[Rating]) -> str:
    """SHA-256 over what the ratings say, whoever said it."""
    return sha256_hex(canonical_json({one.reference: said_of(one) for one in rated}))
