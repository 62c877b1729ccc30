"""The deviations of an engagement and how far each got, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from attestry.deviations.errors import UnknownDeviation
from attestry.deviations.models import (
    Confirmation,
    Deviation,
    Evaluation,
    ManagementResponse,
    SharedResult,
)
from attestry.deviations.rules.state import DeviationState, Written, state_of
from attestry.deviations.rules.weighing import Effect, Severity
from attestry.engagements.models import Engagement

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """A deviation with the last version of everything that was written about it."""

    deviation: Deviation
    state: DeviationState
    item_count: int
    confirmation: Confirmation | None
    evaluation: Evaluation | None
    result: SharedResult | None
    response: ManagementResponse | None

    @property
    def severity(self) -> Severity | None:
        """How heavy the auditor finds it; None before that."""
        return Severity(self.evaluation.severity) if self.evaluation else None

    @property
    def effects(self) -> dict[str, Effect]:
        """What it means for each criterion, by the last evaluation."""
        found = self.evaluation.effects.all() if self.evaluation else ()
        return {one.reference: Effect(one.effect) for one in found}

    @property
    def stands_after_review(self) -> bool:
        """Whether somebody else of the firm let the last evaluation stand."""
        last = self.evaluation
        return last is not None and hasattr(last, "review") and last.review.stands


@dataclass(frozen=True, slots=True)
class CriterionNotMet:
    """A criterion that is not met by the evaluation of these deviations."""

    reference: str
    deviations: tuple[Deviation, ...]


def deviations_of(engagement: Engagement) -> tuple[DeviationLine, ...]:
    """The deviations that are some, by number; those that were dismissed are not among them."""
    return tuple(one for one in every_deviation(engagement) if one.state is not DeviationState.DISMISSED)


def every_deviation(engagement: Engagement) -> tuple[DeviationLine, ...]:
    """Everything that was raised, dismissed or not, by number."""
    return tuple(line_of(one) for one in _found().filter(engagement=engagement).order_by("number"))


def deviation_of(engagement: Engagement, number: int) -> Deviation:
    """One deviation of the engagement. Raises UnknownDeviation."""
    found = _found().filter(engagement=engagement, number=number).first()
    if found is None:
        raise UnknownDeviation
    return found


def criteria_not_met(engagement: Engagement) -> tuple[CriterionNotMet, ...]:
    """The criteria that the last evaluations call not met, each with the deviations behind it."""
    return not_met_by(deviations_of(engagement))


def not_met_by(lines: Iterable[DeviationLine]) -> tuple[CriterionNotMet, ...]:
    """The same of deviations that were read already; a dismissed one says nothing."""
    found: dict[str, list[Deviation]] = {}
    for line in lines:
        if line.state is DeviationState.DISMISSED:
            continue
        for reference, effect in line.effects.items():
            if effect is Effect.NOT_MET:
                found.setdefault(reference, []).append(line.deviation)
    return tuple(CriterionNotMet(key, tuple(those)) for key, those in sorted(found.items()))


def line_of(one: Deviation) -> DeviationLine:
    """The line of a deviation that was read with everything about it."""
    confirmation, evaluation = _last(one.confirmations.all()), _last(one.evaluations.all())
    result = _last(one.shared.all())
    response = _last(result.responses.all()) if result else None
    said = Written(
        is_deviation=confirmation.is_deviation if confirmation else None,
        evaluation=evaluation.pk if evaluation else 0,
        shared_evaluation=result.evaluation_id if result else 0,
        shared=result.pk if result else 0,
        answered=response.result_id if response else 0,
    )
    items = {each.mark.item_id for each in one.marks.all()}
    return DeviationLine(one, state_of(said), len(items), confirmation, evaluation, result, response)


def _found() -> QuerySet[Deviation]:
    weighed = Evaluation.objects.select_related("review", "incident").prefetch_related(
        "effects", "compensating__conclusion__workpaper__control"
    )
    shared = SharedResult.objects.prefetch_related("responses")
    return Deviation.objects.select_related(
        "engagement", "control", "workpaper__control", "workpaper__population__freeze__extraction", "entry"
    ).prefetch_related(
        "marks__mark__item",
        "confirmations",
        Prefetch("evaluations", weighed.order_by("pk")),
        Prefetch("shared", shared.order_by("pk")),
    )


def _last(rows: Iterable[Row]) -> Row | None:
    return next(reversed(list(rows)), None)
