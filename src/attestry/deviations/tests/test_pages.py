"""The firm weighs, management answers, each in a browser on its own side of the wall."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.deviations.models import Deviation, EventInquiry, ManagementResponse
from attestry.deviations.queries.facts import criteria_of_deviation
from attestry.deviations.tests.canaries import plant
from attestry.deviations.tests.weighing import a_deviating_paper, a_deviation, confirmed, failing, shared
from attestry.incidents.models import Incident
from attestry.journal.models import JournalEntry
from attestry.workpapers.tests.papers import an_entry

BAD = "<script>alert(1)</script>"


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def firm(examination):
    return browser_of(examination.auditor)


@pytest.fixture
def management(examination):
    return browser_of(examination.lead)


def at(scene, rest):
    return f"/engagements/{scene.engagement.pk}/{rest}"


def typed(form, said):
    return {f"{form}-{name}": value for name, value in said.items()}


def weighed(made, **more):
    said = {
        "pattern": "systematic", "is_intentional": "no", "is_override": "no", "cause": "Nobody stood in.",
        "extension": "not_extended", "extension_words": "Not isolated.", "compensating_words": "None.",
        "pervasiveness": "One team.", "incident_words": "None followed.", "severity": "deficiency",
        **{f"effect-{key}": "at_risk" for key in criteria_of_deviation(made)},
    }  # fmt: skip
    return typed("evaluate", {**said, **more})


def test_a_deviation_goes_from_marks_to_managements_response_through_the_pages(
    examination, control, tmp_path, firm, management
):
    paper = a_deviating_paper(examination, control, tmp_path)
    assert "weigh 2 deviating marks" in firm.get(at(examination, "firm/deviations/")).content.decode()
    marks = [str(one.pk) for one in failing(paper)]
    said = {"marks": marks, "title": "Late approvals", "words": "Approved a day late."}
    firm.post(at(examination, "firm/deviations/raise/marks/"), typed("marks", said))
    made = Deviation.objects.get()
    one = at(examination, "firm/deviations/1/")
    said = {"is_deviation": "yes", "on_evidence": "Read.", "on_population": "In it.", "on_timing": "Late."}
    firm.post(f"{one}write/confirm/", typed("confirm", said))
    assert firm.post(f"{one}write/evaluate/", weighed(made)).status_code == 302
    page = firm.get(one).content.decode()
    assert "2 of 3 tested items deviate here" in page
    assert "90% confidence" in page
    browser_of(examination.partner).post(f"{one}write/review/", typed("review", {"stands": "yes"}))
    shared_page = at(examination, "management/deviations/")
    assert "shared no deviation" in management.get(shared_page).content.decode()
    firm.post(f"{one}write/share/", typed("share", {"what": "Late.", "effect": "At risk."}))
    page = management.get(shared_page).content.decode()
    assert "2 of 3 tested items deviate." in page
    assert "Nobody stood in." not in page
    result = made.shared.get()
    said = {"stance": "accepted", "words": "We see it.", "action": "A deputy.", "due_on": "2026-09-01"}
    answer = management.post(f"{shared_page}1/respond/", typed(f"response-{result.pk}", said))
    assert answer.status_code == 422
    assert b"What is accepted is corrected" in answer.content
    management.post(f"{shared_page}1/respond/", typed(f"response-{result.pk}", {**said, "who": "Bo"}))
    assert "We see it." in firm.get(one).content.decode()
    assert "Every result has your response" in management.get(shared_page).content.decode()


def test_a_mark_is_explained_and_a_fact_is_raised_through_the_page(examination, control, tmp_path, firm):
    paper = a_deviating_paper(examination, control, tmp_path, deviating=1)
    said = {"mark": failing(paper)[0].pk, "ground": "timing", "words": "In time."}
    firm.post(at(examination, "firm/deviations/raise/none/"), typed("none", said))
    said = {"control": control.key, "title": "No approver", "words": "Gone.", "entry": an_entry().seq}
    firm.post(at(examination, "firm/deviations/raise/fact/"), typed("fact", said))
    page = firm.get(at(examination, "firm/deviations/")).content.decode()
    assert "No approver" in page
    assert "No mark waits." in page
    said["entry"] = 999_999
    answer = firm.post(at(examination, "firm/deviations/raise/fact/"), typed("fact", said))
    assert answer.status_code == 422
    assert b"no evidence under the number 999999" in answer.content


def test_no_answer_is_chosen_beforehand(examination, control, tmp_path, firm):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    page = firm.get(at(examination, f"firm/deviations/{made.number}/")).content.decode()
    assert "Criterion not met: A qualification is considered." in page
    assert not re.search(r'type="(radio|checkbox)"[^>]* checked', page)


def test_what_contradicts_itself_stands_beside_its_field_with_what_was_typed(
    examination, control, tmp_path, firm
):
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    answer = firm.post(
        at(examination, "firm/deviations/1/write/evaluate/"), weighed(made, severity="pervasive")
    )
    assert answer.status_code == 422
    assert b"Say which criterion is not met" in answer.content
    assert b"Nobody stood in." in answer.content
    assert firm.post(at(examination, "firm/deviations/1/write/nothing/")).status_code == 404


def test_an_incident_that_followed_is_named(examination, control, tmp_path, firm):
    now = examination.engagement.created_at
    incident = Incident.objects.create(
        title="Outage", kind="outage", severity="high", summary="x", reported_by="Bo", detected_at=now,
        recorded_at=now, updated_at=now,
    )  # fmt: skip
    made = confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    one = at(examination, "firm/deviations/1/")
    firm.post(f"{one}write/evaluate/", weighed(made, incident=incident.pk))
    assert made.evaluations.get().incident == incident
    assert "Outage" in firm.get(one).content.decode()


def test_each_side_is_kept_out_of_the_others_pages(examination, control, tmp_path, firm, management):
    shared(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    stranger = browser_of(somebody("Zoe", Role.AUDITOR))
    for rest in ("firm/deviations/", "firm/deviations/1/"):
        for browser in (management, stranger):
            assert browser.get(at(examination, rest)).status_code in (403, 404)
    for what in ("confirm", "evaluate", "review", "share"):
        answer = management.post(at(examination, f"firm/deviations/1/write/{what}/"))
        assert answer.status_code in (403, 404)
    assert firm.get(at(examination, "management/deviations/")).status_code in (403, 404)
    assert firm.post(at(examination, "management/deviations/1/respond/")).status_code in (403, 404)
    assert not ManagementResponse.objects.exists()


def test_a_deviation_that_is_not_shared_is_not_there_for_management(
    examination, control, tmp_path, management
):
    confirmed(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    answer = management.post(at(examination, "management/deviations/1/respond/"))
    assert answer.status_code == 404
    assert b"DEV-1" not in management.get(at(examination, "management/deviations/")).content


def test_what_the_firm_keeps_reaches_neither_management_nor_the_journal(
    examination, control, tmp_path, firm, management
):
    a_deviating_paper(examination, control, tmp_path, deviating=1)
    plant(examination, "gannet-3306")
    assert b"gannet-3306" in firm.get(at(examination, "firm/deviations/1/")).content
    assert b"gannet-3306" in firm.get(at(examination, "later-events/")).content
    for page in ("management/deviations/", "later-events/", ""):
        assert b"gannet-3306" not in management.get(at(examination, page)).content
    assert "gannet-3306" not in str([one.record() for one in JournalEntry.objects.all()])


def test_markup_stays_words_on_both_sides(examination, control, tmp_path, firm, management):
    paper = a_deviating_paper(examination, control, tmp_path)
    made = a_deviation(examination, paper, title=BAD, words=BAD)
    result = shared(examination, made, cause=BAD, pervasiveness=BAD)
    said = {"stance": "explained", "words": BAD, "who": BAD}
    shared_page = at(examination, "management/deviations/")
    management.post(f"{shared_page}1/respond/", typed(f"response-{result.pk}", said))
    pages = [firm.get(at(examination, rest)) for rest in ("firm/deviations/", "firm/deviations/1/")]
    for page in (*pages, management.get(shared_page)):
        assert BAD not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


def test_later_events_are_asked_answered_and_weighed_on_one_page(examination, firm, management):
    page = at(examination, "later-events/")
    assert b"Ask management" in firm.get(page).content
    assert b"Ask management" not in management.get(page).content
    firm.post(at(examination, "firm/later-events/ask/"))
    one = EventInquiry.objects.first()
    said = {"has_occurred": "yes", "words": "A leak.", "until_on": "2026-07-05", "said_by": "Bo"}
    where = at(examination, f"management/later-events/{one.pk}/answer/")
    answer = management.post(where, typed(f"event-{one.pk}", said))
    assert answer.status_code == 422
    assert b"Name the entry of the ledger" in answer.content
    management.post(where, typed(f"event-{one.pk}", {**said, "has_occurred": "no"}))
    said = {"effect": "disclose", "words": "Tell of it."}
    firm.post(at(examination, f"firm/later-events/{one.pk}/weigh/"), typed(f"event-{one.pk}", said))
    assert b"Tell of it." in firm.get(page).content
    assert b"Tell of it." not in management.get(page).content


def test_more_deviations_cost_no_further_query(
    examination, control, tmp_path, firm, management, django_assert_max_num_queries
):
    paper = a_deviating_paper(examination, control, tmp_path, deviating=6, size=8)
    marks = failing(paper)
    shared(examination, a_deviation(examination, paper, marks=marks[:1]))
    pages = [
        (firm, "firm/deviations/"), (firm, "firm/deviations/1/"), (management, "management/deviations/"),
    ]  # fmt: skip
    allowed = []
    for browser, page in pages:
        browser.get(at(examination, page))
        with django_assert_max_num_queries(90) as few:
            browser.get(at(examination, page))
        allowed.append(len(few.captured_queries))
    for mark in marks[1:5]:
        shared(examination, a_deviation(examination, paper, marks=[mark]))
    for (browser, page), most in zip(pages, allowed, strict=True):
        browser.get(at(examination, page))
        with django_assert_max_num_queries(most):
            browser.get(at(examination, page))
