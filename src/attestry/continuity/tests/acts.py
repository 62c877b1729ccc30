"""What a browser does in the tests of this room."""

from __future__ import annotations

from attestry.continuity.models import CapacityForecast, RecoveryPlan, RecoveryTest
from attestry.controls.queries.gaps import gaps_at

PLAN = {
    "title": "Payroll", "service": "Payroll", "covers": "Database and web.", "rto_minutes": "4 h",
    "rpo_minutes": "1 h", "text": "1. Restore the base.",
}  # fmt: skip
FORECAST = {
    "service": "Payroll", "unit": "requests a second", "expected_peak": 1000, "capacity": 1200,
    "until": "2026-12-01", "basis": "The last three years.", "made_on": "2026-03-01",
}  # fmt: skip


def continuity_gaps(at):
    """What the room finds wanting, by the last words of each key; without the plan for incidents."""
    found = [one.key for one in gaps_at(at) if one.key.startswith("continuity:")]
    return [key.rpartition(":")[2] for key in found if key != "continuity:plan:response"]


def a_plan(lead, max_, **more):
    """A plan that is written down and approved."""
    said = {**PLAN, "owner": max_.pk, **more}
    answer = lead.post("/continuity/plans/new/", said)
    assert answer.status_code == 302, answer.content.decode()
    made = RecoveryPlan.objects.order_by("pk").last()
    assert lead.post(f"/continuity/plans/{made.pk}/approve/", {"made_from": made.version}).status_code == 302
    return made


def a_test(lead, plan, recovery, **more):
    """A restore that is recorded; the answer of the page."""
    said = {"plan": plan.pk, "kind": "restore", "tested_on": "2026-03-09", "loss_minutes": 5,
            "is_whole": "on", "recovery_minutes": recovery}  # fmt: skip
    return lead.post("/continuity/tests/new/", {**said, **more})


def last_test():
    """The test that was recorded last."""
    return RecoveryTest.objects.order_by("pk").last()


def a_forecast(lead, **more):
    """A forecast that is written down."""
    assert lead.post("/continuity/capacity/new/", {**FORECAST, **more}).status_code == 302
    return CapacityForecast.objects.order_by("pk").last()


def to_do(max_):
    """An action whole."""
    return {"action": "Faster disks", "action_owner": max_.pk, "action_due_on": "2026-05-01"}
