"""A list on its page, the same for every room: shown first, taken in as it was seen, or refused whole."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.tests.reading import said
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.people.tests.acting import HOUSE, a_person
from attestry.risks.actions.assessing import identify_risk
from attestry.risks.models import Risk
from attestry.ui import csv_import
from attestry.ui.tests.lists import looked_at

pytestmark = pytest.mark.django_db
AT = "/risks/import/"


@pytest.fixture
def lead(client):
    client.force_login(somebody("Lea", Role.LEAD))
    return client


@pytest.fixture
def ada():
    return a_person("Ada")


def a_file(*lines):
    made = io.BytesIO("\n".join(["title,owner_email,likelihood,impact", *lines]).encode())
    made.name = "risks.csv"
    return made


def test_a_list_is_shown_before_it_is_taken_in_and_taken_in_as_it_was_seen(lead, ada):
    shown = lead.post(AT, {"file": a_file(f"<script>alert(1)</script>,{ada.email},5,4")})
    assert (shown.status_code, Risk.objects.count()) == (200, 0)
    assert "<script>alert(1)" not in shown.content.decode()
    assert "Would be added" in said(shown)
    done = lead.post(AT, looked_at(shown), follow=True)
    assert "Risks: 1 added, 0 changed, 0 as they were." in said(done)
    assert Risk.objects.get().inherent_impact == 4
    assert "This list changes nothing" in said(
        lead.post(AT, {"file": a_file(f"<script>alert(1)</script>,{ada.email},5,4")})
    )


def test_a_register_that_changed_meanwhile_shows_the_plan_anew(lead, ada):
    shown = lead.post(AT, {"file": a_file(f"Fire,{ada.email},,", f"Flood,{ada.email},,")})
    identify_risk(HOUSE, title="Fire", owner=ada)
    again = lead.post(AT, looked_at(shown))
    assert (again.status_code, Risk.objects.count()) == (409, 1)
    assert "The register changed since" in said(again)
    lead.post(AT, looked_at(again))
    assert Risk.objects.count() == 2


def test_every_wrong_line_stands_on_the_page_and_nothing_is_kept(lead, ada):
    wrong = lead.post(
        AT, {"file": a_file(f"A,{ada.email},6,1", "B,nobody@example.org,,", f"C,{ada.email},1,")}
    )
    assert wrong.status_code == 422
    for words in ("line 2: likelihood: “6” is not 1 to 5", "line 3: owner_email", "line 4: impact"):
        assert words in said(wrong)
    assert not Risk.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"title\nA\n", "column “owner_email” is missing"),
        (b"title,owner_email,salary\n", "column “salary” is not known"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "column “title” is missing"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_the_reason(lead, data, words):
    file = io.BytesIO(data)
    file.name = "x.csv"
    answer = lead.post(AT, {"file": file})
    assert answer.status_code == 422
    assert words in said(answer)


def test_no_file_a_list_of_another_and_one_that_was_changed_are_refused(lead, ada):
    assert "No file was chosen" in said(lead.post(AT, {}))
    kept = looked_at(lead.post(AT, {"file": a_file(f"Fire,{ada.email},,")}))
    other = Client()
    other.force_login(somebody("Lou", Role.LEAD))
    for browser, told in ((other, kept), (lead, {**kept, "carried": "x" + kept["carried"]})):
        assert "Hand it in again" in said(browser.post(AT, told))
    assert not Risk.objects.exists()


def test_a_list_too_large_to_be_carried_is_chosen_again(lead, ada, monkeypatch):
    monkeypatch.setattr(csv_import, "MOST_CARRIED", 10)
    shown = lead.post(AT, {"file": a_file(f"Fire,{ada.email},,")})
    assert "choose the same file again" in said(shown)
    told = {**looked_at(shown), "file": a_file(f"Flood,{ada.email},,")}
    assert (lead.post(AT, told).status_code, Risk.objects.count()) == (409, 0)
    assert lead.post(AT, {**looked_at(shown), "file": a_file(f"Fire,{ada.email},,")}).status_code == 302
    assert Risk.objects.get().title == "Fire"


def test_an_empty_list_with_the_columns_can_be_had(lead):
    assert b"".join(lead.get(f"{AT}?format=csv")) == b"title,owner_email,description,likelihood,impact\r\n"


def test_two_thousand_lines_travel_with_the_form(lead, ada):
    lines = [f"Risk {number} of many,{ada.email},{number % 5 + 1},3" for number in range(2_000)]
    shown = lead.post(AT, {"file": a_file(*lines)})
    assert looked_at(shown)["carried"]
    assert "2,000" in said(shown)


def test_the_page_says_how_many_lines_a_list_may_have(lead):
    assert f"{MOST_BY_ACTS:,} lines at most" in said(lead.get(AT))
