"""A person's own test of a control, and the thresholds of a test."""

from __future__ import annotations

import pytest

from attestry.control_tests.models import Result, TestSetting
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import MFA
from attestry.evidence.models import Entry
from attestry.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
FORM = "/controls/IAM-07/manual-test/"


def finding(world, **changed):
    return {
        "aspect": "design",
        "outcome": "fail",
        "conclusion": "Half of the reviewers looked at their own access.",
        "evidence": [world.document],
        "holds_until": "2026-06-30",
        **changed,
    }


def test_nothing_is_chosen_before_the_person_chooses(world, client_of):
    page = client_of(world.owner).get(FORM).content.decode()
    assert "checked" not in page
    assert "handed in for IAM-07" in page


def test_a_finding_is_sealed_with_its_name_and_cites_what_was_sealed_before(world, client_of):
    answer = client_of(world.owner).post(FORM, finding(world))
    result = Result.objects.exclude(control_id="").order_by("-pk").first()
    assert answer.status_code == 302
    assert (result.verdict, result.performed_by, result.inputs) == (
        "fail",
        world.owner.name,
        [world.document],
    )
    assert Entry.objects.get(seq=result.entry_seq).seq > world.document
    assert JournalEntry.objects.filter(
        act="control_tests.record_manual_result", subject="control:IAM-07"
    ).exists()
    assert "Half of the reviewers" in said(client_of(world.owner).get(FORM))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"evidence": []}, "a finding without evidence shows nothing"),
        ({"outcome": ""}, "nothing is chosen for you"),
        ({"outcome": "unknown"}, "nothing is chosen for you"),
        ({"conclusion": "ok"}, "at least a sentence"),
        ({"holds_until": "2031-01-01"}, "at most about a year"),
        ({"evidence": ["999999"]}, "a finding without evidence shows nothing"),
    ],
)
def test_a_finding_that_shows_nothing_is_refused(world, client_of, changed, words):
    before = Entry.objects.count()
    answer = client_of(world.owner).post(FORM, finding(world, **changed))
    assert answer.status_code == 422
    assert words in said(answer)
    assert Entry.objects.count() == before


def test_evidence_is_found_by_words_and_by_number(world, client_of):
    client = client_of(world.owner)
    assert "Access review report" in said(client.get(f"{FORM}?q={world.document}"))
    assert "No entry matches" in said(client.get(f"{FORM}?q=unheard-of"))


def test_who_may_not_conclude_does_not_see_the_form(world, client_of):
    assert client_of(world.employee).get(FORM).status_code == 403
    assert client_of(world.employee).post(FORM, finding(world)).status_code == 403


def test_a_control_that_does_not_exist_cannot_be_tested(world, client_of):
    assert client_of(world.owner).get("/controls/NOPE-99/manual-test/").status_code == 404


def test_thresholds_are_set_by_who_may_and_stand_in_the_journal(world, client_of):
    client = client_of(world.lead)
    assert client.post(f"/tests/{MFA}/thresholds/", {"accept_messages": "on"}).status_code == 302
    assert TestSetting.objects.get(test_id=MFA).parameters == {"accept_messages": True}
    assert JournalEntry.objects.filter(act="control_tests.set_parameters", subject=f"test:{MFA}").exists()


def test_a_threshold_like_the_librarys_is_not_kept_as_a_choice(world, client_of):
    client_of(world.lead).post(f"/tests/{MFA}/thresholds/", {})
    assert TestSetting.objects.get(test_id=MFA).parameters == {}


def test_a_threshold_of_another_kind_is_refused(world, client_of):
    answer = client_of(world.lead).post("/tests/files-dormant-accounts/thresholds/", {"most_days": "many"})
    assert answer.status_code == 422


def test_an_owner_and_an_auditor_read_thresholds_and_do_not_set_them(world, client_of):
    for person in (world.owner, world.auditor):
        client = client_of(person)
        assert client.post(f"/tests/{MFA}/thresholds/", {"accept_messages": "on"}).status_code == 403
        assert "Your role may read these, not set them" in said(client.get(f"/tests/{MFA}/"))
