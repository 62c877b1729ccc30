"""Contracts and reports through the pages, as requirements R8, R11, R21, R22, R23 and R28 tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.queries.gaps import gaps_at
from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.importing import import_customers
from attestry.customers.actions.obligations import add_obligation
from attestry.customers.actions.reports import record_report, withdraw_report
from attestry.customers.models import Customer, HeldReport, Obligation
from attestry.customers.queries.portfolio import portfolio
from attestry.customers.rules.report import Opinion, Report
from attestry.effectiveness.tests.reading import said
from attestry.frameworks.rules import Category
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid

CLAUSE = {
    "clause": "Provider delivers a SOC 2 Type 2 report not older than 12 months.",
    "report": "soc2_type2",
}


def a_report(until=date(2025, 12, 31), *, opinion=Opinion.UNMODIFIED, available_on=date(2026, 2, 14), **more):
    return record_report(
        HOUSE, title=f"Report to {until}", report=Report.SOC2_TYPE2, period_from=date(2025, 1, 1),
        period_until=until, available_on=available_on, opinion=opinion, **more,
    )  # fmt: skip


def a_customer(name, value=0, **asked):
    made = add_customer(HOUSE, name=name, annual_value=Decimal(value))
    if asked:
        add_obligation(HOUSE, made, clause="A report is provided.", **asked)
    return made


def customer_gaps(at):
    return [one for one in gaps_at(at) if one.key.startswith("customer:")]


def test_r8_a_contract_with_a_clause_shows_its_deadline_in_the_list_and_on_its_page(lead, today):
    lead.post("/customers/", {"name": "<b>Acme</b>", "stage": "customer", "annual_value": "120000"})
    made = Customer.objects.get()
    answer = lead.post(f"/customers/{made.pk}/obligations/", {**CLAUSE, "due_on": "2026-09-30"})
    assert answer.status_code == 302
    assert "Next: <b>Acme</b> by 30 Sep 2026." in said(lead.get("/"))
    page = lead.get("/customers/").content.decode()
    assert "30 Sep 2026" in page
    assert "Not due" in page
    assert "<b>Acme</b>" not in page
    assert "120,000" in page
    assert "Provider delivers" in said(lead.get(f"/customers/{made.pk}/"))


def test_r11_a_report_older_than_the_contract_allows_flags_it_by_itself(lead, today):
    made = a_customer("Acme", report=Report.SOC2_TYPE2, max_age_months=12)
    a_report(date(2025, 3, 9), available_on=date(2025, 5, 1))
    assert portfolio(date(2026, 3, 9)).lines[0].worst == "lapses_soon"
    assert portfolio(date(2026, 3, 10)).lines[0].worst == "lapsed"
    page = said(lead.get(f"/customers/{made.pk}/"))
    assert "older than 12 months" in page
    assert [one.title for one in customer_gaps(today)] == ["Acme is owed a report: lapsed"]


def test_r21_a_clause_with_a_deadline_alerts_before_and_after_its_day(lead, today):
    made = a_customer("Acme")
    asked = {
        "clause": "Incidents are told within 24 hours.",
        "consequence": "Termination.",
        "due_on": "2026-04-01",
        "next_review_on": "2026-03-20",
    }
    lead.post(f"/customers/{made.pk}/obligations/", asked)
    assert customer_gaps(datetime(2026, 3, 1, tzinfo=UTC)) == []
    assert [one.title for one in customer_gaps(today)] == ["Acme is owed something by 1 Apr 2026"]
    late = datetime(2026, 4, 2, tzinfo=UTC)
    assert {one.key.rpartition(":")[2] for one in customer_gaps(late)} == {"overdue", "review"}
    one = Obligation.objects.get()
    with clock.simulated(late):
        lead.post(f"/customers/obligations/{one.pk}/fulfil/", {"on": "2026-04-02"})
        lead.post(f"/customers/obligations/{one.pk}/review/", {"on": "2026-12-31"})
    assert customer_gaps(late) == []
    assert "Termination." in said(lead.get(f"/customers/{made.pk}/"))


def test_r22_a_qualified_report_flags_the_contract_that_asks_for_an_unmodified_one(lead, today):
    a_customer("Strict", report=Report.SOC2_TYPE2, wants_unmodified=True)
    a_customer("Lenient", report=Report.SOC2_TYPE2)
    a_report(opinion=Opinion.QUALIFIED, deviations=2)
    worst = {one.customer.name: one.worst for one in portfolio(today.date()).lines}
    assert worst == {"Strict": "modified", "Lenient": "met"}
    assert "the opinion is qualified" in said(lead.get("/customers/"))


def test_r23_the_total_at_risk_is_the_sum_by_hand_on_every_day(lead, today):
    a_customer("Twelve", 100_000, report=Report.SOC2_TYPE2, max_age_months=12)
    a_customer("Six", 40_000, report=Report.SOC2_TYPE2, max_age_months=6)
    a_customer("Any", 7_000, report=Report.SOC2_TYPE2)
    a_report()
    found = portfolio(today.date())
    assert [(one.on, one.value) for one in found.risks] == [
        (date(2026, 3, 10), 0),
        (date(2026, 7, 1), 40_000),
        (date(2027, 1, 1), 140_000),
    ]
    assert found.at_risk == found.risks[0].value
    with clock.simulated(datetime(2027, 1, 1, tzinfo=UTC)):
        assert portfolio(clock.now().date()).at_risk == 140_000
        assert "140,000" in said(lead.get("/customers/"))


def test_r28_ten_prospects_are_served_by_todays_report_by_the_planned_one_or_by_neither(lead, today):
    rows = [f"P{n},prospect,soc2_type2,security,1000" for n in range(4)]
    rows += [f"P{n},prospect,soc2_type2,security availability,1000" for n in range(4, 7)]
    rows += [f"P{n},prospect,iso27001,,1000" for n in range(7, 10)]
    data = "\n".join(["customer,stage,report,categories,annual_value", *rows]).encode()
    a_report()
    record_report(
        HOUSE,
        title="Next",
        report=Report.SOC2_TYPE2,
        period_from=date(2026, 1, 1),
        period_until=date(2026, 12, 31),
        available_on=date(2027, 2, 15),
        categories=[Category.SECURITY, Category.AVAILABILITY],
    )
    import_customers(HOUSE, data)
    served = [one.served for one in portfolio(today.date()).lines]
    assert [served.count(key) for key in ("today", "planned", "neither")] == [4, 3, 3]
    page = said(lead.get("/customers/?served=planned"))
    assert "P4" in page
    assert "P0" not in page
    assert lead.get("/customers/?format=csv").getvalue().decode().count("prospect") == 10


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
