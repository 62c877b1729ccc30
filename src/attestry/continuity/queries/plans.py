"""Plans as they stand: what their last test measured, and what is wanting in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attestry.continuity.models import RecoveryPlan, RecoveryTest
from attestry.continuity.rules.measured import TEST_VALID_FOR, Verdict
from attestry.continuity.rules.plan import PlanKind
from attestry.continuity.rules.wanting import PlanFacts, Want, plan_wants
from attestry.incidents.models import Exercise
from attestry.kit.errors import NotFound


class Standing(StrEnum):
    """How a plan stands, in a word; the worst that is true of it."""

    MISSED = "missed"
    UNTESTED = "untested"
    NOT_MEASURED = "not measured"
    MET = "met"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with its last test or exercise as of a day. ``test_due_on`` None: it was never tested."""

    plan: RecoveryPlan
    last: RecoveryTest | None
    rehearsed_on: date | None
    wants: tuple[Want, ...]
    standing: Standing

    @property
    def tested_on(self) -> date | None:
        """When it was last tried, in whichever way its sort is."""
        return self.last.tested_on if self.last else self.rehearsed_on

    @property
    def test_due_on(self) -> date | None:
        """The last day of the year within which it has to be tried again."""
        return self.tested_on + TEST_VALID_FOR if self.tested_on else None


def plan_lines(today: date, *, only: int | None = None) -> list[PlanLine]:
    """Every plan, retired ones too, by title; in three queries."""
    plans = RecoveryPlan.objects.select_related("owner").prefetch_related("tests")
    if only is not None:
        plans = plans.filter(pk=only)
    held = Exercise.objects.filter(held_on__lte=today).order_by("-held_on")
    last_exercise = held.values_list("held_on", flat=True).first()
    return [_line(one, last_exercise, today) for one in plans]


def plan_line(pk: int, today: date) -> PlanLine:
    """One plan. Raises NotFound."""
    found = plan_lines(today, only=pk)
    if not found:
        raise NotFound(f"There is no plan {pk}.", next_step="See the list of plans.")
    return found[0]


def last_exercises() -> list[Exercise]:
    """The last ten rehearsals of a response, with who took part."""
    return list(Exercise.objects.prefetch_related("participants")[:10])


def _line(plan: RecoveryPlan, last_exercise: date | None, today: date) -> PlanLine:
    last = next((one for one in plan.tests.all() if one.tested_on <= today), None)
    facts = PlanFacts(
        kind=PlanKind(plan.kind),
        is_written=bool(plan.text or plan.document),
        is_approved=plan.is_approved,
        next_review_on=plan.next_review_on,
        tested_on=last.tested_on if last else None,
        verdict=last.verdict if last else None,
        action=last.action if last else "",
    )
    wants = () if plan.retired_on else tuple(plan_wants(facts, today))
    rehearsed_on = None if plan.is_measured else last_exercise
    return PlanLine(plan, last, rehearsed_on, wants, _standing(plan, last, rehearsed_on, today))


def _standing(
    plan: RecoveryPlan, last: RecoveryTest | None, rehearsed_on: date | None, today: date
) -> Standing:
    if plan.retired_on is not None:
        return Standing.RETIRED
    if last is not None and last.verdict is Verdict.MISSED:
        return Standing.MISSED
    tried_on = last.tested_on if last else rehearsed_on
    if tried_on is None or today - tried_on > TEST_VALID_FOR:
        return Standing.UNTESTED
    if last is not None and last.verdict is Verdict.NOT_MEASURED:
        return Standing.NOT_MEASURED
    return Standing.MET
