"""What customers refuses, who may not, what ended or was withdrawn, and what a page of many costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.customers.actions.importing import import_customers
from attestry.customers.actions.reports import withdraw_report
from attestry.customers.models import Customer, HeldReport, Obligation
from attestry.customers.queries.portfolio import portfolio
from attestry.customers.rules.report import Report
from attestry.customers.tests.test_contracts import a_customer, a_report, customer_gaps
from attestry.effectiveness.tests.reading import said
from attestry.kit.errors import Conflict, Invalid


def test_an_import_again_changes_nothing_and_a_wrong_line_takes_in_nothing(today):
    good = b"customer;stage;annual_value;report;due_on\nAcme;customer;10;soc2_type2;2026-12-01\n"
    assert [len(import_customers(HOUSE, good).added) for _ in range(2)] == [2, 0]
    wrong = (
        b"customer,stage,annual_value,report,max_age_months,due_on,unmodified\n"
        b"B,customer,1,soc9,,,\nC,buyer,1,,,,\nD,customer,NaN,,,,\nE,customer,1,soc3,99,,\n"
        b"F,customer,1,soc3,,31.12.2026,\nG,customer,1,,12,,\n,customer,1,,,,\nH,customer,1,soc3,,,perhaps\n"
    )
    with pytest.raises(Invalid) as refusal:
        import_customers(HOUSE, wrong)
    for line in range(2, 10):
        assert f"line {line}:" in str(refusal.value)
    assert Customer.objects.count() == 1


def test_a_withdrawn_report_serves_nobody(today):
    a_customer("Acme", report=Report.SOC2_TYPE2)
    report = a_report()
    assert portfolio(today.date()).lines[0].worst == "met"
    withdraw_report(HOUSE, report, reason="An error in section 4.")
    assert portfolio(today.date()).lines[0].worst == "missing"
    with pytest.raises(Conflict):
        withdraw_report(HOUSE, report, reason="Again.")


@pytest.mark.parametrize(
    ("more", "said_of"),
    [
        ({"period_from": "2026-01-01", "period_until": "2025-01-01", "available_on": "2026-02-01"}, "begins"),
        ({"period_until": "2026-01-01", "available_on": "2026-02-01"}, "covers a period"),
        (
            {"period_from": "2025-01-01", "period_until": "2026-02-01", "available_on": "2026-01-01"},
            "before its",
        ),
        (
            {
                "period_from": "2025-01-01",
                "period_until": "2026-02-01",
                "available_on": "2026-04-01",
                "opinion": "unmodified",
            },
            "not to come",
        ),
        (
            {
                "period_from": "2025-01-01",
                "period_until": "2026-02-01",
                "available_on": "2026-04-01",
                "deviations": "3",
            },
            "before there is an opinion",
        ),
    ],
)
def test_a_report_that_cannot_be_is_refused_on_its_field(lead, more, said_of):
    typed = {"title": "R", "report": "soc2_type2", "categories": ["security"], **more}
    answer = lead.post("/customers/reports/", typed)
    assert answer.status_code == 422
    assert said_of in said(answer)
    assert not HeldReport.objects.exists()


def test_a_person_twice_and_what_is_no_value_is_refused(lead):
    typed = {"name": "Acme", "stage": "customer", "annual_value": "5"}
    lead.post("/customers/", typed)
    again = lead.post("/customers/", {**typed, "name": "ACME"})
    assert (again.status_code, "in the list already" in said(again)) == (422, True)
    assert lead.post("/customers/", {**typed, "name": "B", "annual_value": "-1"}).status_code == 422
    assert Customer.objects.count() == 1


def test_the_page_costs_the_same_queries_for_many_customers(lead, today, django_assert_num_queries):
    def cost():
        lead.get("/customers/")
        with django_assert_num_queries(7, exact=False) as made:
            lead.get("/customers/")
        return len(made)

    a_customer("First", 1, report=Report.SOC2_TYPE2, max_age_months=12)
    before = cost()
    for number in range(60):
        a_customer(f"C{number}", 1, report=Report.SOC2_TYPE2, max_age_months=12)
    assert cost() == before


def test_who_may_not_is_refused_and_an_employee_sees_nothing(today):
    a_customer("Acme")
    auditor, employee = Client(), Client()
    auditor.force_login(somebody("Aud", Role.AUDITOR))
    employee.force_login(somebody("Emil", Role.EMPLOYEE))
    assert auditor.get("/customers/").status_code == 200
    assert (
        auditor.post("/customers/", {"name": "B", "stage": "customer", "annual_value": "1"}).status_code
        == 403
    )
    assert auditor.get("/customers/import/").status_code == 403
    assert employee.get("/customers/").status_code == 403
    assert Customer.objects.count() == 1


def test_an_obligation_that_ended_asks_for_nothing(today):
    from_yesterday = today - timedelta(days=1)
    made = a_customer("Acme", report=Report.SOC2_TYPE2)
    assert len(customer_gaps(from_yesterday)) == 1
    Obligation.objects.filter(customer=made).update(ended_on=today.date())
    assert customer_gaps(today) == []
