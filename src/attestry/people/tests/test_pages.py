"""The pages of people: what each shows, to whom, at what cost, and each person's own page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.kit import clock
from attestry.people.actions.keeping import end_employment
from attestry.people.gaps import gaps
from attestry.people.models import Checklist, Person
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person, signed_in, words

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
PAGES = ("/people/", "/people/teams/", "/people/checklists/", "/mine/", "/people/import/")


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_however_many_people_there_are(client, path, django_assert_max_num_queries):
    signed_in(client)
    a_person("Lead", team="Core")
    end_employment(HOUSE, a_person("Q", team="Core"), ended_on=TODAY)
    client.get(path)
    with django_assert_max_num_queries(30) as first:
        assert client.get(path).status_code == 200
    for n in range(60):
        one = a_person(f"P{n}", TODAY, team=f"T{n % 5}", manager_email="lead@example.org")
        end_employment(HOUSE, one, ended_on=TODAY)
    with django_assert_max_num_queries(len(first)):
        assert client.get(path).status_code == 200


def test_empty_pages_teach(client):
    signed_in(client)
    assert "Nobody is in the register yet" in words(client.get("/people/"))
    assert "No checklist is open" in words(client.get("/people/checklists/"))
    assert "You are not in the list of people" in words(client.get("/mine/"))


def test_a_person_is_written_down_corrected_and_found(client):
    signed_in(client)
    form = {
        "name": SCRIPT,
        "email": "ada@example.org",
        "engagement": "employee",
        "title": SCRIPT,
        "team": SCRIPT,
        "started_on": "2024-01-02",
    }
    page = words(client.post("/people/new/", form, follow=True))
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    assert SCRIPT not in words(client.get("/people/?q=ada&state=here"))
    again = client.post("/people/new/", form)
    assert again.status_code == 422
    assert "in the register already" in words(again)
    backwards = client.post("/people/new/", {**form, "email": "b@example.org", "ended_on": "2023-01-01"})
    assert "lies before the first" in words(backwards)
    assert SCRIPT not in words(client.get("/people/teams/"))


def test_two_who_edit_at_once_see_both_states(client):
    signed_in(client)
    ada = a_person("Ada")
    form = {
        "name": "Ada Two",
        "email": ada.email,
        "engagement": "employee",
        "started_on": "2024-01-02",
        "seen": ada.facts().digest(),
    }
    client.post(f"/people/{ada.pk}/change/", {**form, "name": "Ada One"})
    answer = client.post(f"/people/{ada.pk}/change/", form)
    assert answer.status_code == 409
    assert "Ada One" in words(answer)
    assert 'value="Ada Two"' in words(answer)
    seen = Person.objects.get().facts().digest()
    client.post(f"/people/{ada.pk}/change/", {**form, "seen": seen})
    assert Person.objects.get().name == "Ada Two"


def test_the_list_goes_out_as_csv_that_can_be_handed_in_again(client):
    signed_in(client)
    a_person("Ada", team="Core")
    text = b"".join(client.get("/people/?format=csv").streaming_content).decode()
    assert text.splitlines()[0] == "email,name,started_on,engagement,title,team,manager_email,ended_on"
    assert "ada@example.org,Ada,2024-01-02,employee,,Core,," in text


def test_a_checklist_is_worked_through_on_its_page(client):
    signed_in(client)
    end_employment(HOUSE, a_person("Ada"), ended_on=TODAY)
    found = Checklist.objects.get()
    act = f"/people/checklists/{found.pk}/act/"
    step = found.steps.first()
    page = words(client.post(act, {"act": "waive", "step": step.pk, "note": ""}, follow=True))
    assert "needs a reason" in page
    page = words(client.post(act, {"act": "done", "step": step.pk, "note": SCRIPT}, follow=True))
    assert SCRIPT not in page
    assert "4 of 5 steps are left" in page
    client.post(act, {"act": "add", "title": "Say goodbye"})
    client.post(act, {"act": "assign", "owner": "ada@example.org"})
    assert found.steps.count() == 6
    assert Checklist.objects.get().owner.name == "Ada"


def test_an_employee_sees_just_what_they_owe(client):
    signed_in(client, "Boss", Role.EMPLOYEE)
    a_person("Boss")
    for name, manager in (("Ada", "boss@example.org"), ("Ben", "")):
        end_employment(HOUSE, a_person(name, manager_email=manager), ended_on=TODAY)
    assert client.get("/").headers["Location"] == "/mine/"
    page = words(client.get("/mine/"))
    assert "checklist of Ada" in page
    assert "Next · checklist" in page
    assert "Ben" not in page
    mine, other = (Checklist.objects.get(person__name=name) for name in ("Ada", "Ben"))
    assert client.get(f"/people/checklists/{mine.pk}/").status_code == 200
    assert client.get(f"/people/checklists/{other.pk}/").status_code == 403
    assert client.post(f"/people/checklists/{other.pk}/act/", {"act": "done"}).status_code == 403
    for path in ("/people/", f"/people/{mine.person_id}/", "/people/checklists/", "/people/new/"):
        assert client.get(path).status_code == 403


def test_an_auditor_reads_the_register_and_changes_nothing(client):
    signed_in(client, "Aud", Role.AUDITOR)
    ada = a_person("Ada")
    assert client.get(f"/people/{ada.pk}/").status_code == 200
    assert client.get(f"/people/{ada.pk}/change/").status_code == 403
    assert client.post("/people/teams/", {"name": "Core"}).status_code == 403


def test_an_overdue_checklist_and_an_empty_register_are_gaps():
    assert [gap.key for gap in gaps(NOW)] == ["people:none"]
    end_employment(HOUSE, a_person("Ada"), ended_on=TODAY)
    assert list(gaps(NOW)) == []
    (gap,) = gaps(NOW + timedelta(days=11))
    assert gap.controls == ("HRS-05", "IAM-06")
