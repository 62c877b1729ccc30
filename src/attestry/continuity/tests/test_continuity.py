"""Recovery and capacity through the page, as requirements R48, R50 and R51 tell them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.continuity.models import CapacityForecast, LoadTest, RecoveryPlan, RecoveryTest
from attestry.controls.queries.gaps import gaps_at
from attestry.effectiveness.tests.reading import said
from attestry.people.queries.duties import duties_of


def write(browser, deed, **typed):
    return browser.post(
        f"/continuity/write/{deed}/", {f"{deed}-{key}": value for key, value in typed.items()}
    )


def continuity_gaps(at):
    return [one.key.rpartition(":")[2] for one in gaps_at(at) if one.key.startswith("continuity:")]


def a_plan(lead, max_):
    typed = {"title": "Payroll", "covers": "<script>alert(1)</script>", "rto_minutes": 240, "rpo_minutes": 60}
    assert write(lead, "plan", **typed, owner=max_.pk).status_code == 302
    return RecoveryPlan.objects.get()


def a_test(lead, plan, minutes, **more):
    typed = {"kind": "restore", "tested_on": "2026-03-09", "loss_minutes": 5, "is_whole": "on"}
    return write(lead, "test", plan=plan.pk, recovery_minutes=minutes, **{**typed, **more})


def to_do(max_):
    return {"action": "Faster disks", "action_owner": max_.pk, "action_due_on": "2026-05-01"}


def test_r51_five_hours_against_four_is_missed_with_an_action_and_three_is_met(lead, today, max_):
    plan = a_plan(lead, max_)
    refused = a_test(lead, plan, 300)
    assert (refused.status_code, "something has to be done" in said(refused)) == (422, True)
    assert not RecoveryTest.objects.exists()
    assert a_test(lead, plan, 300, **to_do(max_)).status_code == 302
    assert "Missed To do: Faster disks; Max, by 1 May 2026" in said(lead.get("/continuity/"))
    assert a_test(lead, plan, 180, tested_on="2026-03-10").status_code == 302
    assert [one.verdict.value for one in RecoveryTest.objects.all()] == ["met", "missed"]


def test_r48_a_test_over_target_and_one_that_is_overdue_are_flagged(lead, today, max_):
    assert continuity_gaps(today) == ["plan"]
    plan = a_plan(lead, max_)
    assert continuity_gaps(today) == ["untested"]
    a_test(lead, plan, 10, loss_minutes=61, **to_do(max_))
    assert continuity_gaps(today) == ["missed"]
    a_test(lead, plan, 240, loss_minutes=60, tested_on="2026-03-10")
    assert continuity_gaps(today) == []
    assert continuity_gaps(datetime(2027, 3, 10, tzinfo=UTC)) == []
    assert continuity_gaps(datetime(2027, 3, 11, tzinfo=UTC)) == ["untested"]


def test_r50_a_forecast_of_181_days_is_a_finding_and_a_load_test_below_the_peak_needs_an_action(
    lead, today, max_
):
    plan = a_plan(lead, max_)
    a_test(lead, plan, 10)
    typed = {"service": "Payroll", "unit": "requests a second", "expected_peak": 1000, "capacity": 1200}
    more = {"until": "2026-12-01", "basis": "The last three years."}
    write(lead, "forecast", **typed, **more, made_on="2025-09-10")
    assert continuity_gaps(today) == ["forecast"]
    assert continuity_gaps(datetime(2026, 3, 9, 23, tzinfo=UTC)) == []
    write(lead, "forecast", **typed, **more, made_on="2026-03-01")
    one = CapacityForecast.objects.first()
    load = {"forecast": one.pk, "tested_on": "2026-03-05", "reached": 900}
    assert write(lead, "load_test", **load).status_code == 422
    assert write(lead, "load_test", **load, **to_do(max_)).status_code == 302
    assert str(LoadTest.objects.get().headroom) == "-10.0"
    assert continuity_gaps(today) == ["headroom"]
    assert "headroom -10.0 %" in said(lead.get("/continuity/"))


def test_markup_is_escaped_and_who_may_not_write_is_refused(lead, today, max_):
    a_plan(lead, max_)
    page = lead.get("/continuity/").content.decode()
    assert "<script>alert(1)" not in page
    auditor, employee = Client(), Client()
    auditor.force_login(somebody("Aud", Role.AUDITOR))
    employee.force_login(somebody("Emil", Role.EMPLOYEE))
    assert auditor.get("/continuity/").status_code == 200
    typed = {"title": "B", "covers": "C", "rto_minutes": 1, "rpo_minutes": 1, "owner": max_.pk}
    assert write(auditor, "plan", **typed).status_code == 403
    assert employee.get("/continuity/").status_code == 403


def test_an_action_is_owed_until_it_is_done_and_a_plan_is_retired_with_a_reason(lead, today, max_):
    plan = a_plan(lead, max_)
    a_test(lead, plan, 300, **to_do(max_))
    test = RecoveryTest.objects.get()
    (owed,) = (one for one in duties_of(max_) if one.kind == "continuity")
    assert (owed.title, owed.done_on) == ("Faster disks", None)
    lead.post(f"/continuity/end/recovery/{test.pk}/")
    again = lead.post(f"/continuity/end/recovery/{test.pk}/", follow=True)
    assert "no action that is open" in said(again)
    (owed,) = (one for one in duties_of(max_) if one.kind == "continuity")
    assert owed.done_on == today.date()
    assert "retired for a reason" in said(lead.post(f"/continuity/end/retire/{plan.pk}/", follow=True))
    plan.refresh_from_db()
    assert plan.retired_on is None
    lead.post(f"/continuity/end/retire/{plan.pk}/", {"reason": "Replaced."})
    plan.refresh_from_db()
    assert plan.retired_on == today.date()
    assert lead.post("/continuity/end/other/1/").status_code == 404
    auditor = Client()
    auditor.force_login(somebody("Audrey", Role.AUDITOR))
    assert auditor.post(f"/continuity/end/recovery/{test.pk}/").status_code == 403
