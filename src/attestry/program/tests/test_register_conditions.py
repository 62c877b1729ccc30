"""The registers as conditions of step 3."""

from __future__ import annotations

from decimal import Decimal

from attestry.accounts.tests.people import HOUSE
from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.obligations import add_obligation, end_obligation
from attestry.customers.rules.report import Report
from attestry.kit import clock
from attestry.program.conditions import conditions


def customers_condition():
    return next(one for one in conditions(clock.now()) if one.key == "register-customer")


def test_a_register_is_a_condition_that_holds_as_long_as_it_finds_no_gap(system):
    assert (customers_condition().holds, customers_condition().why) == (True, "No gap is open.")
    acme = add_customer(HOUSE, name="Acme", annual_value=Decimal(1))
    owed = add_obligation(HOUSE, acme, clause="A report.", report=Report.SOC2_TYPE2)
    found = customers_condition()
    assert not found.holds
    assert found.why == "1 gap: Acme is owed a report: missing."
    assert found.url == f"/customers/{acme.pk}/"
    add_obligation(HOUSE, acme, clause="Another.", report=Report.SOC3)
    assert (customers_condition().url, customers_condition().why[:6]) == ("/customers/", "2 gaps")
    for one in (owed, *acme.obligations.exclude(pk=owed.pk)):
        end_obligation(HOUSE, one, reason="The contract was renewed without it.")
    assert customers_condition().holds


def test_every_register_with_gaps_has_a_condition_of_its_own(system):
    named = {one.key for one in conditions(clock.now())}
    assert {"register-policy", "register-people", "register-customer"} <= named
