"""Contracts and reports through the pages, as requirements R8, R11, R21, R22, R23 and R28 tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.accounts.tests.people import HOUSE
from attestry.controls.queries.gaps import gaps_at
from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.importing import import_customers
from attestry.customers.actions.obligations import add_obligation
from attestry.customers.actions.reports import record_report
from attestry.customers.models import Customer, Obligation
from attestry.customers.queries.portfolio import portfolio
from attestry.customers.rules.report import Opinion, Report
from attestry.effectiveness.tests.reading import said
from attestry.frameworks.rules import Category
from attestry.kit import clock

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
    a_report()
    record_report(
        HOUSE, title="Next", report=Report.SOC2_TYPE2, period_from=date(2026, 1, 1),
        period_until=date(2026, 12, 31), available_on=date(2027, 2, 15),
        categories=[Category.SECURITY, Category.AVAILABILITY],
    )  # fmt: skip
    asked = {
        "today": ("security,,", "security,2026-12-31,12", ",2026-03-01,", "security,2027-05-01,24"),
        "planned": ("security availability,,", "security availability,2027-02-15,", "security,2027-03-01,12"),
        "neither": ("security availability,2027-02-14,", "privacy,,", "security,2028-01-02,12"),
    }
    rows = [f"{served} {n},{one}" for served, ones in asked.items() for n, one in enumerate(ones)]
    told = [f"{name},prospect,soc2_type2,{more}" for name, more in (one.split(",", 1) for one in rows)]
    data = "\n".join(["customer,stage,report,categories,due_on,max_age_months", *told]).encode()
    shown = lead.post("/customers/import/", {"file": SimpleUploadedFile("p.csv", data)})
    assert (shown.status_code, "neither 2" in said(shown)) == (200, True)
    import_customers(HOUSE, data)
    lines = portfolio(today.date()).lines
    assert len(lines) == 10
    assert [one.customer.name for one in lines if not one.customer.name.startswith(one.served)] == []
    page = said(lead.get("/customers/?served=planned"))
    assert "planned 2" in page
    assert "today 0" not in page
    assert lead.get("/customers/?format=csv").getvalue().decode().count("prospect") == 10
