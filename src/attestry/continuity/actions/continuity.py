"""Writing down plans, tests, forecasts and load tests; one that falls short needs an action."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attestry.continuity.models import ActionNeeded, CapacityForecast, LoadTest, RecoveryPlan, RecoveryTest
from attestry.continuity.rules.measured import Verdict
from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person


@act("continuity.plan")
def add_plan(
    actor: Actor, *, title: str, covers: str, rto_minutes: int, rpo_minutes: int, owner: Person
) -> RecoveryPlan:
    """A recovery plan with its targets. Raises Invalid, and Conflict for a title that is taken."""
    if not title.strip() or not covers.strip():
        raise Invalid("title: a plan needs a title and what it covers.")
    if rto_minutes < 1 or rpo_minutes < 0:
        raise Invalid("rto_minutes: a target is at least a minute.", next_step="Give whole minutes.")
    if RecoveryPlan.objects.filter(title__iexact=title.strip()).exists():
        raise Conflict(f"“{title.strip()}” is there already.", next_step="Record a test of that one.")
    made = RecoveryPlan.objects.create(
        title=title.strip(), covers=covers.strip(), rto_minutes=rto_minutes, rpo_minutes=rpo_minutes,
        owner=owner, recorded_at=clock.now(),
    )  # fmt: skip
    record(made.subject, after={"rto_minutes": rto_minutes, "rpo_minutes": rpo_minutes})
    return made


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
    """What a restore or a failover measured. Raises Invalid where a target is missed without an action."""
    _check_past(tested_on)
    if kind not in {"restore", "failover"}:
        raise Invalid(f"kind: “{kind}” is none.", next_step="Choose restore or failover.")
    made = RecoveryTest(
        plan=plan, kind=kind, tested_on=tested_on, rto_minutes=plan.rto_minutes,
        rpo_minutes=plan.rpo_minutes, recovery_minutes=recovery_minutes, loss_minutes=loss_minutes,
        is_whole=is_whole, findings=findings.strip(), evidence=evidence, recorded_at=clock.now(),
    )  # fmt: skip
    _act_on(made, action, action_owner, action_due_on, is_needed=made.verdict is Verdict.MISSED)
    made.save()
    record(plan.subject, after={"test": kind, "on": str(tested_on), "verdict": made.verdict.value})
    return made


@act("continuity.forecast")
def record_forecast(
    actor: Actor, *, service: str, unit: str, expected_peak: Decimal, capacity: Decimal, until: date,
    basis: str, made_on: date,
) -> CapacityForecast:  # fmt: skip
    """The peak that is expected. Raises Invalid for no peak or no basis."""
    _check_past(made_on)
    if expected_peak <= 0 or capacity < 0:
        raise Invalid("expected_peak: a peak is more than nothing.")
    if not service.strip() or not unit.strip() or not basis.strip():
        raise Invalid("basis: say of what, in which unit and on what the forecast rests.")
    made = CapacityForecast.objects.create(
        service=service.strip(), unit=unit.strip(), expected_peak=expected_peak, capacity=capacity,
        until=until, basis=basis.strip(), made_on=made_on, recorded_at=clock.now(),
    )  # fmt: skip
    record(f"capacity:{made.service}", after={"expected_peak": str(expected_peak), "made_on": str(made_on)})
    return made


@act("continuity.test")
def record_load_test(
    actor: Actor, forecast: CapacityForecast, *, tested_on: date, reached: Decimal, action: str = "",
    action_owner: Person | None = None, action_due_on: date | None = None,
) -> LoadTest:  # fmt: skip
    """How much was carried. Raises Invalid where that is below the peak and no action is named."""
    _check_past(tested_on)
    if reached < 0:
        raise Invalid("reached: this is less than nothing.")
    made = LoadTest(forecast=forecast, tested_on=tested_on, reached=reached, recorded_at=clock.now())
    _act_on(made, action, action_owner, action_due_on, is_needed=made.headroom < 0)
    made.save()
    record(f"capacity:{forecast.service}", after={"reached": str(reached), "headroom": str(made.headroom)})
    return made


def _act_on(
    test: ActionNeeded, action: str, owner: Person | None, due_on: date | None, *, is_needed: bool
) -> None:
    is_said = bool(action.strip() and owner and due_on)
    if is_needed and not is_said:
        raise Invalid(
            "action: it fell short of the target, so something has to be done.",
            next_step="Say what, who does it and by when.",
        )
    if is_said:
        test.action, test.action_owner, test.action_due_on = action.strip(), owner, due_on


def _check_past(day: date) -> None:
    if day > clock.now().date():
        raise Invalid("This day is to come.", next_step="Record it once it was done.")
