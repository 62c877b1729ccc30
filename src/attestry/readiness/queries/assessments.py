"""Assessments that were begun and ended: the list, one of them, and what changed since the last."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry.controls.rules.gap import GapKind
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.readiness.errors import UnknownAssessment
from attestry.readiness.models import Assessment, Finalisation
from attestry.readiness.queries.assessment_content import FORMAT, assess
from attestry.readiness.queries.ratings import finalisation_of
from attestry.readiness.rules.assessment import Adequacy, Answers, GapCounts, count_gaps
from attestry.readiness.rules.difference import CriterionChange, differences
from attestry.readiness.rules.judgement import Assessor
from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment as the list shows it."""

    pk: int
    begun_at: datetime
    ended_at: datetime | None
    assessor: Assessor
    assessed_by: str
    discarded_reason: str
    gaps: GapCounts | None
    criteria: int
    overall: int | None
    verdict: str
    digest: str

    @property
    def standing(self) -> str:
        """Open, finalised or discarded."""
        if self.ended_at is None:
            return "Open"
        return "Discarded" if self.discarded_reason else "Finalised"


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One assessment with everything that it says; ``content`` is frozen where it is finalised.

    ``is_intact`` says whether what is frozen still has its digest; None while it is open.
    """

    assessment: Assessment
    assessor: Assessor
    finalisation: Finalisation | None
    content: Mapping[str, Any]
    is_intact: bool | None
    gaps: GapCounts
    unrated: tuple[str, ...]
    previous: Finalisation | None
    changes: tuple[CriterionChange, ...]

    @property
    def gap_list(self) -> tuple[Mapping[str, Any], ...]:
        """The criteria that are gaps: missing first, those with more controls that fail first."""
        order = list(GapKind)
        found = [one for one in self.content["criteria"] if one["gap"]]
        return tuple(sorted(found, key=lambda one: (order.index(GapKind(one["gap"])), one["reference"])))


def assessments(system: System) -> tuple[AssessmentRow, ...]:
    """Every assessment, the newest first, in one query."""
    found = Assessment.objects.filter(system=system).select_related("finalisation")
    return tuple(_row(one) for one in found.order_by("-begun_at", "-pk"))


def assessment_page(system: System, pk: int, *, at: datetime) -> AssessmentPage:
    """One assessment; an open one by the facts as of ``at``. Raises UnknownAssessment."""
    found = Assessment.objects.filter(system=system, pk=pk).select_related("finalisation", "system").first()
    frozen = finalisation_of(found) if found else None
    if found is None or (frozen and not is_readable(frozen.content)):
        raise UnknownAssessment(pk)
    content: Mapping[str, Any] = frozen.content if frozen else assess(found, found.ended_at or at).content
    previous = previous_finalisation(found)
    unrated = tuple(one["reference"] for one in content["criteria"] if not one["judgement"])
    return AssessmentPage(
        assessment=found,
        assessor=Assessor(found.assessor),
        finalisation=frozen,
        content=content,
        is_intact=sha256_hex(canonical_json(frozen.content)) == frozen.digest if frozen else None,
        gaps=gaps_in(content),
        unrated=unrated,
        previous=previous,
        changes=changes_since(previous, answers_in(content), unrated),
    )


def changes_since(
    previous: Finalisation | None, answered: Mapping[str, Answers], unrated: Collection[str]
) -> tuple[CriterionChange, ...]:
    """What is answered differently from what was finalised before; what waits for its rating is left out."""
    if previous is None:
        return ()
    before = {one: said for one, said in answers_in(previous.content).items() if one not in unrated}
    return differences(before, answered)


def previous_finalisation(assessment: Assessment) -> Finalisation | None:
    """What was finalised last before an assessment began, in one query."""
    found = Finalisation.objects.filter(
        assessment__system=assessment.system, finalised_at__lte=assessment.begun_at
    ).exclude(assessment=assessment)
    last = found.order_by("-finalised_at").first()
    return last if last and is_readable(last.content) else None


def is_readable(content: Mapping[str, Any]) -> bool:
    """Whether a frozen content is of the format that pages show; earlier ones held ratings alone."""
    return content.get("format") == FORMAT


def answers_in(content: Mapping[str, Any]) -> dict[str, Answers]:
    """The three answers of each criterion that was rated, by reference."""
    return {
        one["reference"]: Answers(
            Adequacy(one["design"]), Adequacy(one["implementation"]), Adequacy(one["operation"])
        )
        for one in content["criteria"]
        if one["judgement"]
    }


def gaps_in(content: Mapping[str, Any]) -> GapCounts:
    """The gaps of a content, by kind."""
    return count_gaps(answers.gap for answers in answers_in(content).values())


def _row(one: Assessment) -> AssessmentRow:
    frozen = finalisation_of(one)
    content = frozen.content if frozen and is_readable(frozen.content) else None
    return AssessmentRow(
        pk=one.pk,
        begun_at=one.begun_at,
        ended_at=one.ended_at,
        assessor=Assessor(one.assessor),
        assessed_by=one.assessed_by,
        discarded_reason=one.discarded_reason,
        gaps=gaps_in(content) if content else None,
        criteria=len(content["criteria"]) if content else 0,
        overall=content["score"]["overall"] if content else None,
        verdict=content["score"]["verdict"] if content else "",
        digest=frozen.digest if frozen else "",
    )
