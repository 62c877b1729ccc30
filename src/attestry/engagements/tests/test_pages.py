"""The pages of engagements: what each side sees, and what a wrong field leads to."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.models import Engagement, Firm


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_an_empty_list_says_what_an_engagement_is_and_leads_to_planning_one(db):
    lead = somebody("Lea", Role.LEAD)
    page = text_of(signed_in(lead), "/engagements/")
    assert "No engagement is planned yet" in page
    assert 'href="/engagements/plan/"' in page


def test_an_auditor_on_no_team_is_told_who_puts_them_on_one(db):
    page = text_of(signed_in(somebody("Zoe", Role.AUDITOR)), "/engagements/")
    assert "You are on no team yet" in page


@pytest.mark.parametrize("side", ["lead", "auditor"])
def test_both_sides_see_the_overview_and_which_side_they_are_on(examination, side):
    page = text_of(signed_in(getattr(examination, side)), f"/engagements/{examination.engagement.pk}/")
    assert "SOC 2 Type 2" in page
    assert "1 Jan 2026 to 30 Jun 2026" in page
    assert "The work began 6 Jul 2026." in page
    assert ("You are of the firm" in page) is (side == "auditor")
    assert "Pat" in page
    assert "The firm is independent of the company." in page


def test_an_engagement_is_planned_by_its_form_with_the_standard_in_force(examination):
    client = signed_in(examination.lead)
    typed = {"kind": "soc_2_type_1", "title": "A first look", "until_on": "2026-08-01"}
    answer = client.post("/engagements/plan/", typed)
    made = Engagement.objects.get(title="A first look")
    assert answer["Location"] == f"/engagements/{made.pk}/"
    assert "SSAE No. 21 and No. 23" in made.standard
    page = text_of(client, f"/engagements/{made.pk}/")
    assert "Name the firm" in page
    assert "No firm is named." in page


def test_a_type_1_over_a_period_is_refused_at_its_field(examination):
    typed = {"kind": "soc_2_type_1", "title": "X", "from_on": "2026-01-01", "until_on": "2026-08-01"}
    answer = signed_in(examination.lead).post("/engagements/plan/", typed)
    assert answer.status_code == 422
    assert "Leave the first day empty." in answer.content.decode()


def test_what_people_type_is_escaped(examination):
    bad = "<script>alert(1)</script>"
    client = signed_in(examination.lead)
    client.post("/engagements/plan/", {"kind": "soc_2_type_1", "title": bad, "until_on": "2026-08-01"})
    page = text_of(client, f"/engagements/{Engagement.objects.get(title=bad).pk}/")
    assert bad not in page
    assert "&lt;script&gt;" in page


def test_a_firm_is_written_down_and_brought_up_to_date_with_what_shows_its_licence(examination, tmp_path):
    client = signed_in(examination.lead)
    proof = tmp_path / "licence.pdf"
    proof.write_bytes(b"%PDF-1.7 a licence")
    with proof.open("rb") as file:
        answer = client.post(
            "/engagements/firms/new/",
            {
                "name": "Bare & Co",
                "licence_jurisdiction": "Ohio",
                "licence_number": "9",
                "licence_expires_on": "2026-08-01",
                "licence_proof": file,
            },
        )
    assert answer.status_code == 302
    firm = Firm.objects.get(name="Bare & Co")
    assert firm.licence_entry_seq is not None
    page = text_of(client, "/engagements/firms/")
    assert "expires on 1 Aug 2026, in 26 days" in page
    assert "peer review is not recorded" in page
    client.post(
        f"/engagements/firms/{firm.pk}/",
        {"licence_jurisdiction": "Ohio", "licence_number": "9", "licence_expires_on": "2028-08-01"},
    )
    firm.refresh_from_db()
    assert (firm.licence_expires_on, firm.licence_entry_seq is None) == (date(2028, 8, 1), False)


@pytest.mark.parametrize("role", [Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE, Role.AUDITOR])
def test_only_who_may_plans_engagements_and_keeps_firms(db, role):
    client = signed_in(somebody("Eve", role))
    for path in ("/engagements/plan/", "/engagements/firms/new/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"name": "X"}).status_code == 403
    assert not Firm.objects.exists()


def test_the_overview_asks_as_often_whatever_stands_on_it(examination, django_assert_max_num_queries):
    client = signed_in(examination.lead)
    for number in range(4):
        keep_firm(examination.lead.actor(), name=f"Firm {number}")
    with django_assert_max_num_queries(24):
        text_of(client, f"/engagements/{examination.engagement.pk}/")


def test_every_page_behind_the_wall_is_given_the_header_with_the_tabs_of_its_side(examination):
    path = f"/engagements/{examination.engagement.pk}/"
    for user in (examination.lead, examination.auditor):
        page = text_of(signed_in(user), f"{path}letters/")
        assert f'<a href="{path}letters/" aria-current="page">Letters</a>' in page
        assert f'<a href="{path}">Overview</a>' in page
