"""Clauses: begun from a common one, changed, told of before their day, and met by a report that is issued."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.customers.actions.alerting import tell_owners
from attestry.customers.actions.obligations import add_obligation, edit_obligation, end_obligation
from attestry.customers.actions.reports import issue_report, record_report
from attestry.customers.errors import ObligationChanged
from attestry.customers.models import HeldReport, Obligation
from attestry.customers.queries.portfolio import portfolio
from attestry.customers.rules.clauses import CLAUSES
from attestry.customers.rules.report import Opinion, Report
from attestry.customers.tests.test_contracts import a_customer, a_report
from attestry.effectiveness.tests.reading import said
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.notices.models import Notice
from attestry.people.models import Person
from attestry.people.queries.duties import duties_of
from attestry.people.tests.acting import a_person

SCRIPT = "<script>alert(1)</script>"


def an_owner():
    """A user who is a person of the list too."""
    user, person = somebody("Olga", Role.OWNER), a_person("Olga")
    Person.objects.filter(pk=person.pk).update(user=user)
    return user, Person.objects.get(pk=person.pk)


def test_r21_the_library_of_clauses_fills_the_form_with_words_consequence_and_what_is_asked(lead):
    made = a_customer("Acme")
    page = lead.get(f"/customers/{made.pk}/?clause=yearly_report").content.decode()
    for one in CLAUSES:
        assert one.title in page
    assert CLAUSES[0].words in page
    assert CLAUSES[0].consequence in page
    assert '<option value="soc2_type2" selected>' in page


def test_r21_whoever_answers_for_a_clause_is_told_before_it_is_broken_and_has_it_as_a_duty(today):
    user, person = an_owner()
    made = a_customer("Acme")
    add_obligation(
        HOUSE, made, clause="A test is handed over.", consequence="Termination.", owner=user,
        due_on=date(2026, 5, 1), next_review_on=date(2026, 4, 20),
    )  # fmt: skip
    assert [one for one in duties_of(person) if one.kind == "clause"] == []
    told = []
    for day in (date(2026, 2, 1), date(2026, 3, 10), date(2026, 4, 1), date(2026, 4, 24), date(2026, 5, 2)):
        with clock.simulated(datetime(day.year, day.month, day.day, tzinfo=UTC)):
            told.append((tell_owners(HOUSE), tell_owners(HOUSE)))
    assert told == [(0, 0), (1, 0), (1, 0), (1, 0), (1, 0)]
    assert set(Notice.objects.values_list("recipient", flat=True)) == {user.email}
    words = Notice.objects.order_by("pk").last()
    assert "is broken" in words.subject
    assert "A breach leads to: Termination." in words.text
    with clock.simulated(datetime(2026, 4, 24, tzinfo=UTC)):
        assert [one.due_on for one in duties_of(person) if one.kind == "clause"] == [
            date(2026, 4, 20),
            date(2026, 5, 1),
        ]


def test_a_report_that_will_be_too_old_is_told_of_and_what_ended_is_not(today):
    user, _ = an_owner()
    a_report(date(2025, 4, 1), available_on=date(2025, 5, 1))
    made = a_customer("Acme", report=Report.SOC2_TYPE2, max_age_months=12, owner=user)
    assert tell_owners(HOUSE) == 1
    assert "due by 2 Apr 2026" in Notice.objects.get().subject
    end_obligation(HOUSE, made.obligations.get(), reason="Renegotiated.")
    with clock.simulated(datetime(2026, 4, 3, tzinfo=UTC)):
        assert tell_owners(HOUSE) == 0


def test_a_clause_is_changed_and_two_who_do_so_both_hear_of_it(lead):
    made = a_customer("Acme", report=Report.SOC2_TYPE2)
    one = Obligation.objects.get()
    at = f"/customers/clauses/{one.pk}/"
    told = {"clause": f"Another. {SCRIPT}", "owner": "lea@example.org", "seen": one.digest()}
    assert "nobody@example.org" in said(lead.post(at, {**told, "owner": "nobody@example.org"}))
    assert lead.post(at, told).status_code == 302
    one.refresh_from_db()
    assert (one.report, one.owner.name) == ("", "Lea")
    again = lead.post(at, {**told, "clause": "A third."})
    assert (again.status_code, "Somebody else changed this clause" in said(again)) == (422, True)
    assert "A third." in again.content.decode()
    assert SCRIPT not in lead.get(f"/customers/{made.pk}/").content.decode()
    with pytest.raises(ObligationChanged):
        edit_obligation(HOUSE, one, clause="X", seen="other")
    end_obligation(HOUSE, one, reason="Over.")
    with pytest.raises(Conflict):
        edit_obligation(HOUSE, one, clause="X")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"clause": " "}, "clause"),
        ({"max_age_months": "0", "report": "soc3"}, "max_age_months"),
        ({"categories": ["security"]}, "report"),
        ({"next_review_on": "2026-03-09"}, "next_review_on"),
        ({"due_on": "soon"}, "due_on"),
    ],
)
def test_a_clause_that_can_not_be_is_refused_on_its_field_and_nothing_typed_is_lost(lead, more, field):
    made = a_customer("Acme")
    told = {"clause": "A clause.", "consequence": "Termination.", **more}
    answer = lead.post(f"/customers/{made.pk}/obligations/", told)
    assert answer.status_code == 422
    assert f'id="field-{field}-error"' in answer.content.decode()
    assert "Termination." in answer.content.decode()
    assert not Obligation.objects.exists()


def test_the_register_of_clauses_shows_what_is_broken_first_filters_and_leaves_as_csv(lead):
    a_customer("Fine")
    a_customer("Broken", report=Report.SOC2_TYPE2)
    soon = a_customer("Soon")
    add_obligation(HOUSE, soon, clause="A test.", due_on=date(2026, 4, 1))
    page = said(lead.get("/customers/clauses/"))
    assert page.index("Broken A report is provided.") < page.index("Soon A test.")
    assert "Broken A report" not in said(lead.get("/customers/clauses/?stands=soon"))
    assert "A test." in said(lead.get("/customers/clauses/?stands=unowned&sort=-day"))
    assert lead.get("/customers/clauses/?format=csv").getvalue().count(b"\r\n") == 3


def test_a_planned_report_is_issued_once_and_every_contract_is_held_against_it(lead, today):
    a_customer("Acme", report=Report.SOC2_TYPE2)
    planned = record_report(
        HOUSE, title="Next", report=Report.SOC2_TYPE2, period_from=date(2025, 2, 1),
        period_until=date(2026, 1, 31), available_on=date(2026, 4, 1),
    )  # fmt: skip
    at = f"/customers/reports/{planned.pk}/issue/"
    early = lead.post(at, {"available_on": "2026-01-30", "opinion": "unmodified", "deviations": "0"})
    assert "after its period was over" in said(early)
    lead.post(at, {"available_on": "2026-03-09", "opinion": "unmodified", "deviations": "2"})
    assert HeldReport.objects.get().deviations == 2
    assert portfolio(today.date()).lines[0].worst == "met"
    with pytest.raises(Conflict):
        issue_report(HOUSE, planned, available_on=date(2026, 3, 9), opinion=Opinion.ADVERSE)
    with pytest.raises(Invalid):
        issue_report(
            HOUSE, record_report(HOUSE, title="Later", report=Report.SOC3, period_until=date(2026, 2, 1),
                                 available_on=date(2026, 4, 1)),
            available_on=date(2026, 3, 11), opinion=Opinion.UNMODIFIED,
        )  # fmt: skip


def test_r23_what_is_at_risk_if_the_opinion_were_modified_is_the_sum_by_hand(lead, today):
    a_customer("Strict", 100_000, report=Report.SOC2_TYPE2, wants_unmodified=True)
    a_customer("Lenient", 40_000, report=Report.SOC2_TYPE2)
    a_report()
    found = portfolio(today.date())
    assert (found.at_risk, found.at_risk_if_modified) == (Decimal(0), Decimal(100_000))
    assert "100,000" in said(lead.get("/customers/"))


def test_who_may_not_change_a_clause_is_refused(today):
    a_customer("Acme", report=Report.SOC2_TYPE2)
    one = Obligation.objects.get()
    browser = Client()
    browser.force_login(somebody("Aud", Role.AUDITOR))
    assert browser.get("/customers/clauses/").status_code == 200
    assert browser.post(f"/customers/clauses/{one.pk}/", {"clause": "X"}).status_code == 403
    browser.force_login(somebody("Emil", Role.EMPLOYEE))
    assert browser.get("/customers/clauses/").status_code == 403
