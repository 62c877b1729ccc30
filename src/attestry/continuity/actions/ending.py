"""What a test asked for was done; a plan is kept no longer."""

from __future__ import annotations

from attestry.continuity.models import ActionNeeded, LoadTest, RecoveryPlan, RecoveryTest
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid


@act("continuity.test")
def finish_recovery_action(actor: Actor, test: RecoveryTest) -> RecoveryTest:
    """The action that a restore or failover asked for is done. Raises Conflict where none is open."""
    _finish(test)
    record(test.plan.subject, after={"action": test.action, "done_on": str(test.action_done_on)})
    return test


@act("continuity.test")
def finish_load_action(actor: Actor, test: LoadTest) -> LoadTest:
    """The action that a load test asked for is done. Raises Conflict where none is open."""
    _finish(test)
    told = {"action": test.action, "done_on": str(test.action_done_on)}
    record(f"capacity:{test.forecast.service}", after=told)
    return test


@act("continuity.plan")
def retire_plan(actor: Actor, plan: RecoveryPlan, *, reason: str) -> RecoveryPlan:
    """The plan is kept no longer; its tests stay. Raises Invalid without a reason, Conflict if it was."""
    if not reason.strip():
        raise Invalid("A plan is retired for a reason.", next_step="Say what takes its place.")
    if plan.retired_on is not None:
        raise Conflict(f"“{plan.title}” was retired before.")
    plan.retired_on = clock.now().date()
    plan.save(update_fields=["retired_on"])
    record(plan.subject, after={"retired_on": str(plan.retired_on), "reason": reason.strip()})
    return plan


def _finish(test: ActionNeeded) -> None:
    if not test.action or test.action_done_on is not None:
        raise Conflict("This test has no action that is open.")
    test.action_done_on = clock.now().date()
    test.save(update_fields=["action_done_on"])
