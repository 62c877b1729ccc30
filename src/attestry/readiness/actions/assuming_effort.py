"""Keeping what the effort of a year assumes."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readiness.errors import PlanRefused
from attestry.readiness.models import EffortPlan
from attestry.readiness.rules.effort_assumptions import EffortAssumptions, wrong_effort
from attestry.scope.models import System


@act("readiness.keep_effort")
def keep_effort(actor: Actor, system: System, assumed: EffortAssumptions) -> EffortPlan:
    """Keep the assumptions, all of them. Equal ones write nothing.

    Raises PlanRefused, which names each field that cannot be.
    """
    if wrong := wrong_effort(assumed):
        raise PlanRefused(wrong)
    plan = EffortPlan.objects.select_for_update().filter(system=system).first()
    before = plan.assumptions if plan else None
    after = assumed.record()
    if plan and before == after:
        return plan
    plan = plan or EffortPlan(system=system)
    plan.assumptions, plan.assumed_by, plan.assumed_at = after, actor.name, clock.now()
    plan.save()
    record(f"system:{system.name}", before=before, after=after)
    return plan
