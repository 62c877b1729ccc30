"""Incidents and exercises through the pages, as requirements R45, R49 and R90 tell them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.queries.gaps import gaps_at
from attestry.effectiveness.tests.reading import said
from attestry.incidents.actions.reporting import contain_incident, report_incident, resolve_incident
from attestry.incidents.duties import duties
from attestry.incidents.models import Exercise, FollowUp, Incident, IncidentNotice
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid

EXERCISE = {
    "title": "Ransomware",
    "form": "tabletop",
    "held_on": "2026-03-09",
    "scenario": "All files are locked.",
    "findings": "Nobody knew the insurer's number.",
}


def incident_gaps(at):
    return [one.key for one in gaps_at(at) if one.key.startswith("incident:")]


def an_incident(**more):
    return report_incident(HOUSE, **{"title": "Odd sign-ins", "summary": "From abroad.", **more})


def test_r45_a_lost_credential_asks_for_its_steps_and_records_their_times(lead, today):
    typed = {"title": "Key lost", "summary": "On a train.", "kind": "credential_loss", "severity": "high"}
    assert lead.post("/incidents/report/", typed).status_code == 302
    made = Incident.objects.get()
    assert [one.key for one in made.steps.all()] == ["revoke", "rotate", "check_use", "tell_owner"]
    refused = lead.post(f"/incidents/{made.pk}/reach/closed/", follow=True)
    assert "the step “Revoke the credential and end its sessions”" in said(refused)
    for number, step in enumerate(made.steps.all(), 1):
        with clock.simulated(today + timedelta(minutes=12 * number)):
            lead.post(f"/incidents/done/step/{step.pk}/", {"words": "Key 7 in the console."})
    page = said(lead.get(f"/incidents/{made.pk}/"))
    assert "12 minutes after it was noticed, by Lea" in page
    assert "10 Mar 2026, 09:48 UTC" in page
    again = lead.post(f"/incidents/done/step/{step.pk}/", {"words": "Again."}, follow=True)
    assert "done before" in said(again)


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
        lead.post(f"/incidents/done/notice/{notice.pk}/", {"words": "We saw odd sign-ins."})
        assert "Missing: the root cause; the review." in said(lead.post(f"{at}reach/closed/", follow=True))
        lead.post(f"{at}write/review/", {"root_cause": "No second factor.", "lessons": "Ask for one."})
        lead.post(f"{at}write/follow_up/", {"title": "Enforce it", "owner": max_.pk, "due_on": "2026-04-01"})
        lead.post(f"{at}reach/closed/")
        made.refresh_from_db()
        assert made.state == "closed"
        assert lead.post(f"{at}write/entry/", {"words": "More."}).status_code == 422
    assert made.entries.count() == 1
    assert [one.title for one in duties(max_)] == ["Enforce it"]


def test_r49_r90_an_exercise_with_two_actions_tests_the_plan_and_its_actions_are_tracked(lead, today, max_):
    assert incident_gaps(today) == ["incident:exercise"]
    assert lead.post("/incidents/exercises/", EXERCISE).status_code == 422
    lead.post("/incidents/exercises/", {**EXERCISE, "participants": [max_.pk], "has_leadership": "on"})
    held = Exercise.objects.get()
    assert incident_gaps(today) == []
    for title in ("Write the number down", "Print the plan"):
        answer = lead.post(
            f"/incidents/exercises/{held.pk}/follow-up/",
            {"title": title, "owner": max_.pk, "due_on": "2026-03-20"},
        )
        assert answer.status_code == 302
    assert len(incident_gaps(today)) == 2
    for one in FollowUp.objects.all():
        lead.post(f"/incidents/done/follow_up/{one.pk}/", {"words": "On the wall."})
    assert incident_gaps(today) == []
    assert "On the wall." in said(lead.get("/incidents/exercises/"))
    assert incident_gaps(datetime(2027, 3, 9, tzinfo=UTC)) == []
    assert incident_gaps(datetime(2027, 3, 10, tzinfo=UTC)) == ["incident:exercise"]


def test_the_authority_is_told_within_72_hours_and_no_later_hour_can_be_set(lead, today):
    made = an_incident(detected_at=today - timedelta(hours=2))
    typed = {"duty": "gdpr_authority", "audience": "The authority", "hours": "200"}
    lead.post(f"/incidents/{made.pk}/write/notice/", typed)
    notice = IncidentNotice.objects.get()
    assert notice.due_at == today + timedelta(hours=70)
    at = today + timedelta(hours=71)
    assert f"incident:notice:{notice.pk}" in incident_gaps(at)
    with clock.simulated(at):
        lead.post(f"/incidents/done/notice/{notice.pk}/", {"words": "Told."})
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


def test_two_who_review_at_once_do_not_write_over_each_other(lead, today):
    made = an_incident()
    first = {"root_cause": "The first.", "made_from": made.updated_at.isoformat()}
    with clock.simulated(today + timedelta(minutes=1)):
        assert lead.post(f"/incidents/{made.pk}/write/review/", first).status_code == 302
    second = {**first, "root_cause": "The second."}
    page = lead.post(f"/incidents/{made.pk}/write/review/", second)
    assert page.status_code == 422
    for words in ("Somebody else changed", "The first.", "The second."):
        assert words in said(page)


def test_markup_is_shown_as_it_was_typed(lead, today):
    script = "<script>alert(1)</script>"
    made = an_incident(title=script, summary=script)
    lead.post(f"/incidents/{made.pk}/write/entry/", {"words": script})
    for path in ("/incidents/", f"/incidents/{made.pk}/"):
        page = lead.get(path).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page


def test_the_list_filters_sorts_and_is_told_as_csv(lead, today):
    an_incident(title="=cmd()", severity=Severity.CRITICAL)
    an_incident(title="Outage", kind=IncidentKind.AVAILABILITY)
    assert "Outage" not in said(lead.get("/incidents/?severity=critical"))
    for sort in ("title", "-severity", "state", "lead", "next_due_at"):
        assert lead.get(f"/incidents/?sort={sort}").status_code == 200
    told = b"".join(lead.get("/incidents/?format=csv").streaming_content).decode()
    assert "'=cmd()" in told
    assert "Outage" in told


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


@pytest.mark.parametrize("path", ["/incidents/", "/incidents/1/"])
def test_pages_cost_the_same_queries_for_many_incidents(lead, today, path):
    def cost():
        with CaptureQueriesContext(connection) as made:
            lead.get(path.replace("1", str(Incident.objects.order_by("pk").first().pk)))
        return len(made)

    an_incident()
    lead.get("/incidents/")
    before = cost()
    for number in range(30):
        an_incident(title=f"I{number}")
    assert cost() == before
