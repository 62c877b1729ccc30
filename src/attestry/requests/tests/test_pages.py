"""Both sides work on the list in a browser; each sees what is theirs to do."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.evidence.models import Entry
from attestry.requests.models import Request
from attestry.requests.tests.scene import a_request


def at(scene, rest=""):
    return f"/engagements/{scene.engagement.pk}/{rest}"


def test_the_firm_begins_with_the_library(auditor_browser, examination):
    assert b"fit this engagement" in auditor_browser.get(at(examination, "requests/")).content
    page = auditor_browser.get(at(examination, "requests-from-the-library/"))
    assert b"Would be asked" in page.content
    said = {"due_on": "2026-08-01", "owner": examination.lead.pk}
    wrong = auditor_browser.post(
        at(examination, "requests-from-the-library/"), {**said, "due_on": "2020-01-01"}
    )
    assert wrong.status_code == 422
    assert b"That day is over" in wrong.content
    answer = auditor_browser.post(at(examination, "requests-from-the-library/"), said)
    assert answer.status_code == 302
    assert Request.objects.count() > 40


def test_management_hands_a_document_in_and_the_firm_accepts(lead_browser, auditor_browser, examination):
    one = a_request(examination, number="X-1")
    handed = {
        "document": SimpleUploadedFile("a.txt", b"all users"),
        "title": "Users",
        "period_from": "2026-01-01",
        "period_until": "2026-06-30",
    }
    lead_browser.post(at(examination, "management/requests/X-1/hand-in/"), handed)
    assert Entry.objects.filter(title="Users").exists()
    lead_browser.post(at(examination, "management/requests/X-1/submit/"), {"reason": "As asked."})
    auditor_browser.post(at(examination, "firm/requests/X-1/accept/"))
    one.refresh_from_db()
    assert one.state == "accepted"
    page = lead_browser.get(at(examination, "requests/X-1/")).content
    assert b"As asked." in page
    assert b"accepted it" in page


def test_the_other_side_s_verbs_are_refused(lead_browser, auditor_browser, examination):
    a_request(examination, number="X-1")
    assert lead_browser.post(at(examination, "firm/requests/X-1/accept/")).status_code == 403
    assert auditor_browser.post(at(examination, "management/requests/X-1/submit/")).status_code == 403


def test_an_auditor_of_another_engagement_learns_nothing(client, examination):
    a_request(examination, number="X-1")
    client.force_login(somebody("Zoe", Role.AUDITOR))
    for rest in ("requests/", "requests/X-1/", "requests-from-the-library/", "requests-import/"):
        assert client.get(at(examination, rest)).status_code == 404


def test_several_are_assigned_at_once_or_none(lead_browser, examination):
    owner = somebody("Olga", Role.OWNER)
    for number in ("X-1", "X-2"):
        a_request(examination, number=number)
    said = {"do": "assign", "owner": owner.pk, "request": ["X-1", "X-2"]}
    lead_browser.post(at(examination, "requests-bulk/"), said)
    assert set(Request.objects.values_list("owner__name", flat=True)) == {"Olga"}


def test_the_list_is_searched_filtered_and_taken_away(lead_browser, examination):
    a_request(examination, "Backups", number="X-1")
    a_request(examination, "=1+1 Logs", number="X-2")
    assert b"Backups" not in lead_browser.get(at(examination, "requests/?q=logs")).content
    assert b"Nothing matches" in lead_browser.get(at(examination, "requests/?due=overdue")).content
    answer = lead_browser.get(at(examination, "requests/?format=csv"))
    csv = b"".join(answer.streaming_content).decode()
    assert "'=1+1 Logs" in csv


def test_markup_in_every_field_stays_words(lead_browser, auditor_browser, examination):
    bad = "<script>alert(1)</script>"
    a_request(examination, bad, number="X-1", text=bad)
    auditor_browser.post(at(examination, "requests/X-1/comment/"), {"text": bad})
    for rest in ("requests/", "requests/X-1/"):
        assert bad.encode() not in lead_browser.get(at(examination, rest)).content


def test_a_longer_list_costs_no_further_query(lead_browser, examination, django_assert_max_num_queries):
    a_request(examination, number="X-0")
    with django_assert_max_num_queries(60) as few:
        lead_browser.get(at(examination, "requests/"))
    allowed = len(few.captured_queries)
    for number in range(1, 30):
        a_request(examination, number=f"X-{number}")
    with django_assert_max_num_queries(allowed):
        lead_browser.get(at(examination, "requests/"))
