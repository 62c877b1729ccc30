"""Prospects and customers with the report they need: met by one issued here, by a planned one, by neither."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from attestry.accounts.tests.people import HOUSE
from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.obligations import add_obligation
from attestry.customers.actions.reports import record_report
from attestry.customers.models import HeldReport, Stage
from attestry.customers.queries.portfolio import portfolio
from attestry.customers.rules.report import Report
from attestry.effectiveness.tests.reading import said
from attestry.engagements.tests.examination import NOW
from attestry.frameworks.rules import Category
from attestry.trust_center.tests.scene import a_report, withdrawn

pytestmark = pytest.mark.django_db


def a_prospect(name, stage=Stage.PROSPECT, **asked):
    made = add_customer(HOUSE, name=name, stage=stage, annual_value=Decimal(1000))
    add_obligation(HOUSE, made, clause="A report is provided.", report=Report.SOC2_TYPE2, **asked)


def served():
    return {one.customer.name: one.served for one in portfolio(NOW.date()).lines}


def test_r28_a_report_that_was_issued_here_counts_until_it_is_replaced_or_withdrawn(examination, client):
    a_prospect("Today", categories=[Category.SECURITY])
    a_prospect("Planned", categories=[Category.SECURITY, Category.PRIVACY])
    a_prospect("Neither", categories=[Category.CONFIDENTIALITY])
    record_report(
        HOUSE, title="Next year", report=Report.SOC2_TYPE2, period_from=date(2026, 7, 1),
        period_until=date(2027, 6, 30), available_on=date(2027, 8, 15),
        categories=[Category.SECURITY, Category.PRIVACY],
    )  # fmt: skip
    assert served()["Today"] == "planned"
    report = a_report(examination)
    assert served() == {"Today": "today", "Planned": "planned", "Neither": "neither"}
    client.force_login(examination.lead)
    assert "Issued here" in said(client.get("/customers/reports/"))
    assert HeldReport.objects.count() == 1
    withdrawn(report, examination)
    assert served()["Today"] == "planned"


def test_r22_a_report_issued_here_with_a_qualified_opinion_flags_who_asks_for_an_unmodified_one(examination):
    a_prospect("Strict", stage=Stage.CUSTOMER, wants_unmodified=True)
    a_report(examination)
    found = portfolio(NOW.date())
    assert found.lines[0].worst == "modified"
    assert found.at_risk == 1000
