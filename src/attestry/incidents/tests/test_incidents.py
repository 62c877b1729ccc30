"""Incidents through the pages, as requirements R45 and R49 tell them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.effectiveness.tests.reading import said
from attestry.incidents.actions.reporting import contain_incident, resolve_incident
from attestry.incidents.duties import duties
from attestry.incidents.models import Incident, IncidentNotice
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.incidents.tests.acts import an_incident, incident_gaps
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid


def test_r45_a_lost_credential_asks_for_its_steps_and_records_their_times(lead, today):
    typed = {"title": "Key lost", "summary": "On a train.", "kind": "credential_loss", "severity": "high"}
    assert lead.post("/incidents/report/", typed).status_code == 302
    made = Incident.objects.get()
    assert [one.key for one in made.steps.all()] == ["revoke", "rotate", "check_use", "tell_owner"]
    refused = lead.post(f"/incidents/{made.pk}/reach/closed/", follow=True)
    assert "the step “Revoke the credential and end its sessions”" in said(refused)
    for number, step in enumerate(made.steps.all(), 1):
        with clock.simulated(today + timedelta(minutes=12 * number)):
            lead.post(f"/incidents/steps/{step.pk}/", {"words": "Key 7 in the console."})
    page = said(lead.get(f"/incidents/{made.pk}/"))
    assert "12 minutes after it was noticed, by Lea" in page
    assert "10 Mar 2026, 09:48 UTC" in page
    again = lead.post(f"/incidents/steps/{step.pk}/", {"words": "Again."}, follow=True)
    assert "done before" in said(again)


def test_r45_a_step_is_noted_with_the_time_it_was_done_which_is_never_before_the_loss_was_noticed(
    lead, today
):
    made = an_incident(kind=IncidentKind.CREDENTIAL_LOSS, detected_at=today - timedelta(hours=3))
    step = made.steps.get(key="revoke")
    for wrong, words in (("2026-03-10T05:59", "before the incident was noticed"),
                         ("2026-03-10T09:30", "to come"), ("soon", "this is no time")):  # fmt: skip
        typed = {"words": "Revoked.", "at": wrong}
        assert words in said(lead.post(f"/incidents/steps/{step.pk}/", typed, follow=True))
    assert "say how it was done" in said(lead.post(f"/incidents/steps/{step.pk}/", follow=True))
    lead.post(f"/incidents/steps/{step.pk}/", {"words": "Revoked.", "at": "2026-03-10T06:12"})
    assert "06:12 UTC, 12 minutes after it was noticed, by Lea: Revoked." in said(
        lead.get(f"/incidents/{made.pk}/")
    )


def test_r49_an_incident_is_closed_only_with_its_timeline_message_and_review(lead, today, max_):
    made = an_incident(severity=Severity.HIGH)
    at = f"/incidents/{made.pk}/"
    refused = said(lead.post(f"{at}reach/closed/", follow=True))
    for words in ("a timeline", "a message to customers", "the root cause", "the review"):
        assert words in refused
    with clock.simulated(today + timedelta(hours=3)):
        lead.post(f"{at}write/entry/", {"words": "Sessions ended."})
        lead.post(f"{at}reach/contained/", {"at": "2026-03-10T10:00"})
        lead.post(f"{at}reach/resolved/", {"at": "2026-03-10T11:00"})
        effects = dict.fromkeys(("affects_personal_data", "affects_confidential_data"), "no")
        lead.post(
            f"{at}write/judge/", {**effects, "affects_customers": "yes", "decision": "Customers are told."}
        )
        lead.post(f"{at}write/notice/", {"duty": "contract", "audience": "Acme", "hours": "24"})
        notice = IncidentNotice.objects.get()
        assert notice.due_at == today + timedelta(hours=24)
        assert "Acme" in said(lead.get(at))
        draft = said(lead.get(f"/incidents/notices/{notice.pk}/"))
        for words in ("Dear customer", "10 Mar 2026, 09:00 UTC", "concerns Payroll: Odd sign-ins"):
            assert words in draft
        lead.post(f"/incidents/notices/{notice.pk}/", {"message": "We saw odd sign-ins."})
        assert "We saw odd sign-ins." in said(lead.get(f"/incidents/notices/{notice.pk}/"))
        assert "Missing: the root cause; the review." in said(lead.post(f"{at}reach/closed/", follow=True))
        lead.post(f"{at}write/review/", {"root_cause": "No second factor.", "lessons": "Ask for one."})
        lead.post(f"{at}write/follow_up/", {"title": "Enforce it", "owner": max_.pk, "due_on": "2026-04-01"})
        lead.post(f"{at}reach/closed/")
        made.refresh_from_db()
        assert made.state == "closed"
        assert lead.post(f"{at}write/entry/", {"words": "More."}).status_code == 422
    assert made.entries.count() == 1
    assert [one.title for one in duties(max_)] == ["Enforce it"]


def test_the_authority_is_told_within_72_hours_and_no_later_hour_can_be_set(lead, today):
    made = an_incident(detected_at=today - timedelta(hours=2))
    typed = {"duty": "gdpr_authority", "audience": "The authority", "hours": "200"}
    lead.post(f"/incidents/{made.pk}/write/notice/", typed)
    notice = IncidentNotice.objects.get()
    assert notice.due_at == today + timedelta(hours=70)
    at = today + timedelta(hours=71)
    assert f"incident:notice:{notice.pk}" in incident_gaps(at)
    with clock.simulated(at):
        assert "Next: 1 message that is late" in said(lead.get(f"/incidents/{made.pk}/"))
        assert "Somebody should have been told, and was not." in said(lead.get("/incidents/"))
        page = said(lead.get(f"/incidents/notices/{notice.pk}/"))
        assert "This is late" in page
        assert "Notice of a breach of personal data" in page
        assert lead.post(f"/incidents/notices/{notice.pk}/", {"message": " "}).status_code == 422
        lead.post(f"/incidents/notices/{notice.pk}/", {"message": "Told."})
    assert "late" in said(lead.get(f"/incidents/{made.pk}/"))
    refused = lead.post(f"/incidents/{made.pk}/write/notice/", {"duty": "contract", "audience": "Acme"})
    assert (refused.status_code, "names no hours" in said(refused)) == (422, True)


def test_times_come_in_order_and_none_is_to_come(today):
    made = an_incident(happened_at=today - timedelta(hours=5), detected_at=today - timedelta(hours=2))
    with pytest.raises(Conflict):
        resolve_incident(HOUSE, made, at=today)
    with pytest.raises(Invalid, match="before what has to come first"):
        contain_incident(HOUSE, made, at=today - timedelta(hours=3))
    with pytest.raises(Invalid, match="to come"):
        contain_incident(HOUSE, made, at=today + timedelta(hours=1))
    with pytest.raises(Invalid, match="names no zone"):
        contain_incident(HOUSE, made, at=datetime(2026, 3, 10, 8))
    with pytest.raises(Invalid):
        an_incident(happened_at=today, detected_at=today - timedelta(hours=2))


@pytest.mark.parametrize(
    ("deed", "typed", "field"),
    [
        ("write/review", {"lessons": ""}, "root_cause"),
        ("write/judge", {"affects_customers": "no"}, "decision"),
        ("edit", {"summary": "S", "kind": "other", "detected_at": "2026-03-10T08:00"}, "title"),
    ],
)
def test_two_who_write_at_once_do_not_write_over_each_other(lead, today, deed, typed, field):
    made = an_incident()
    typed = {**typed, "made_from": made.updated_at.isoformat()}
    with clock.simulated(today + timedelta(minutes=1)):
        first = lead.post(f"/incidents/{made.pk}/{deed}/", {**typed, field: "The first."})
        assert first.status_code == 302
    page = lead.post(f"/incidents/{made.pk}/{deed}/", {**typed, field: "The second."})
    assert page.status_code == 422
    for words in ("Somebody else changed", "The first.", "The second."):
        assert words in page.content.decode()


def test_deadlines_move_with_the_time_it_was_noticed_and_steps_follow_its_sort(lead, today):
    made = an_incident()
    lead.post(f"/incidents/{made.pk}/write/notice/", {"duty": "gdpr_authority", "audience": "The authority"})
    typed = {
        "title": "Key lost",
        "summary": "S",
        "kind": "credential_loss",
        "detected_at": "2026-03-10T07:00",
    }
    assert lead.post(f"/incidents/{made.pk}/edit/", typed).status_code == 302
    assert IncidentNotice.objects.get().due_at == today + timedelta(hours=70)
    assert made.steps.count() == 4
    lead.post(f"/incidents/{made.pk}/edit/", {**typed, "kind": "vendor"})
    assert made.steps.count() == 0
    late = {**typed, "happened_at": "2026-03-10T08:00"}
    refused = lead.post(f"/incidents/{made.pk}/edit/", late)
    assert (refused.status_code, "before what has to come first" in said(refused)) == (422, True)


def test_a_closed_incident_is_opened_again_with_a_reason(lead, today):
    made = an_incident()
    Incident.objects.filter(pk=made.pk).update(closed_at=today)
    at = f"/incidents/{made.pk}/reach/open/"
    assert "say what came to light" in said(lead.post(at, follow=True))
    lead.post(at, {"reason": "More accounts."})
    made.refresh_from_db()
    assert made.closed_at is None
    assert "is open." in said(lead.post(at, {"reason": "Again."}, follow=True))
    assert "opened again: More accounts." in said(lead.get(f"/incidents/{made.pk}/"))


def test_markup_is_shown_as_it_was_typed(lead, today):
    script = "<script>alert(1)</script>"
    made = an_incident(title=script, summary=script)
    lead.post(f"/incidents/{made.pk}/write/entry/", {"words": script})
    for path in ("/incidents/", f"/incidents/{made.pk}/"):
        page = lead.get(path).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page


def test_anybody_may_report_and_only_those_who_may_work_on_it(today):
    employee, auditor = Client(), Client()
    employee.force_login(somebody("Emil", Role.EMPLOYEE))
    auditor.force_login(somebody("Aud", Role.AUDITOR))
    typed = {"title": "Laptop gone", "summary": "On a train.", "kind": "security", "severity": "low"}
    assert employee.post("/incidents/report/", typed).status_code == 302
    made = Incident.objects.get()
    assert made.reported_by == "Emil"
    assert employee.get("/incidents/").status_code == 403
    assert employee.get(f"/incidents/{made.pk}/").status_code == 403
    assert auditor.get(f"/incidents/{made.pk}/").status_code == 200
    assert auditor.post(f"/incidents/{made.pk}/write/entry/", {"words": "Mine."}).status_code == 403
    assert auditor.post("/incidents/report/", typed).status_code == 403
