"""What is kept of contracts decides, by way of sealed evidence and control tests, how a control stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.customers.actions.obligations import edit_obligation, fulfil_obligation
from attestry.customers.models import Obligation
from attestry.customers.rules.report import Report
from attestry.customers.tests.test_contracts import a_customer, a_report
from attestry.effectiveness.tests.registers import registers_home, standing


@pytest.fixture
def home(tmp_path, today):
    with registers_home(tmp_path / "home", "COM-02"):
        yield


def test_a_clause_without_owner_or_reading_and_a_report_that_is_owed_fail_until_they_are_kept(home, today):
    hour = timedelta(hours=1)
    a_customer("Acme", report=Report.SOC2_TYPE2, max_age_months=12)
    one = Obligation.objects.get()
    assert standing("customers", "COM-02", today + hour)[0] == "fail"
    edit_obligation(
        HOUSE, one, clause=one.clause, report=Report.SOC2_TYPE2, max_age_months=12,
        owner=somebody("Olga", Role.OWNER), next_review_on=date(2026, 12, 1),
    )  # fmt: skip
    outcome, why = standing("customers", "COM-02", today + 2 * hour)
    assert (outcome, "served by one that fits" in why) == ("fail", True)
    a_report()
    assert standing("customers", "COM-02", today + 3 * hour)[0] == "pass"


def test_what_is_due_fails_on_the_day_after_until_it_is_done(home, today):
    made = a_customer("Acme")
    told = {
        "owner": somebody("Olga", Role.OWNER),
        "next_review_on": date(2026, 12, 1),
        "due_on": today.date(),
    }
    bank = a_customer("Bank", report=Report.SOC2_TYPE2).obligations.get()
    edit_obligation(
        HOUSE,
        bank,
        clause="A report.",
        report=Report.SOC2_TYPE2,
        owner=told["owner"],
        next_review_on=told["next_review_on"],
    )
    a_report()
    one = made.obligations.create(clause="A test.", recorded_at=today, **told)
    assert standing("customers", "COM-02", today + timedelta(hours=1))[0] == "pass"
    late = today + timedelta(days=1)
    assert standing("customers", "COM-02", late)[0] == "fail"
    fulfil_obligation(HOUSE, one, fulfilled_on=today.date())
    assert standing("customers", "COM-02", late + timedelta(hours=1))[0] == "pass"
