"""What restores and failovers measured; one that falls short of its targets needs an action."""

from __future__ import annotations

from datetime import date

from attestry.continuity.actions.checking import ask_for_action, check_past, finish, refuse_changed
from attestry.continuity.models import RecoveryPlan, RecoveryTest
from attestry.continuity.rules.measured import Verdict
from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person


@act("continuity.test")
def record_test(
    actor: Actor,
    plan: RecoveryPlan,
    *,
    kind: str,
    tested_on: date,
    recovery_minutes: int | None,
    loss_minutes: int | None,
    is_whole: bool,
    findings: str = "",
    evidence: Entry | None = None,
    action: str = "",
    action_owner: Person | None = None,
    action_due_on: date | None = None,
) -> RecoveryTest:
    """What a restore or a failover measured. Raises Invalid where a target is missed without an action.

    Raises Conflict for a plan that is not kept, or has no targets.
    """
    check_past("tested_on", tested_on)
    if plan.rto_minutes is None or plan.rpo_minutes is None:
        raise Conflict(
            f"“{plan.title}” has no targets.", next_step="An incident plan is rehearsed: record an exercise."
        )
    if plan.retired_on is not None:
        raise Conflict(f"“{plan.title}” was retired.", next_step="Take it up again first.")
    if kind not in {"restore", "failover"}:
        raise Invalid(f"kind: “{kind}” is none.", next_step="Choose restore or failover.")
    made = RecoveryTest(
        plan=plan, kind=kind, tested_on=tested_on, rto_minutes=plan.rto_minutes,
        rpo_minutes=plan.rpo_minutes, evidence=evidence, recorded_at=clock.now(),
    )  # fmt: skip
    _measure(made, recovery_minutes, loss_minutes, findings, is_whole=is_whole)
    ask_for_action(made, action, action_owner, action_due_on, is_needed=made.verdict is Verdict.MISSED)
    made.save()
    record(plan.subject, after={"test": kind, "on": str(tested_on), "verdict": made.verdict.value})
    record(made.subject, after=told_test(made))
    return made


@act("continuity.test")
def correct_test(
    actor: Actor,
    test: RecoveryTest,
    *,
    reason: str,
    recovery_minutes: int | None,
    loss_minutes: int | None,
    is_whole: bool,
    findings: str = "",
    action: str = "",
    action_owner: Person | None = None,
    action_due_on: date | None = None,
    made_from: int | None = None,
) -> RecoveryTest:
    """What was written down wrong, and why; what stood there stays in the journal.

    Raises Invalid without a reason, or where it now misses a target without an action; ChangedMeanwhile.
    """
    refuse_changed(test, made_from)
    if not reason.strip():
        raise Invalid("reason: say why it is corrected.", next_step="Name what was wrong.")
    before = told_test(test)
    _measure(test, recovery_minutes, loss_minutes, findings, is_whole=is_whole)
    is_needed = test.verdict is Verdict.MISSED and not test.action
    ask_for_action(test, action, action_owner, action_due_on, is_needed=is_needed)
    test.version += 1
    test.save()
    record(test.subject, before=before, after={**told_test(test), "reason": reason.strip()})
    return test


@act("continuity.finish")
def finish_recovery_action(actor: Actor, test: RecoveryTest) -> RecoveryTest:
    """The action that a restore or failover asked for is done, says who owes it or keeps the register.

    Raises Conflict where none is open, NotAllowed for anybody else.
    """
    finish(actor, test)
    record(test.subject, after={"action": test.action, "done_on": str(test.action_done_on)})
    return test


def _measure(
    test: RecoveryTest, recovery: int | None, loss: int | None, findings: str, *, is_whole: bool
) -> None:
    for name, minutes in (("recovery_minutes", recovery), ("loss_minutes", loss)):
        if minutes is not None and minutes < 0:
            raise Invalid(f"{name}: less than nothing.", next_step="Give what was measured.")
    test.recovery_minutes, test.loss_minutes = recovery, loss
    test.is_whole, test.findings = is_whole, findings.strip()


def told_test(test: RecoveryTest) -> dict[str, object]:
    """What a test measured, by field."""
    return {
        "recovery_minutes": test.recovery_minutes,
        "loss_minutes": test.loss_minutes,
        "is_whole": test.is_whole,
        "findings": test.findings,
        "verdict": test.verdict.value,
        "action": test.action,
    }
