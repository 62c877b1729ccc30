"""The registers as conditions of step 3."""

from __future__ import annotations

from decimal import Decimal

from attestry.accounts.tests.people import HOUSE
from attestry.controls.queries.gaps import gaps_at
from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.obligations import add_obligation, end_obligation
from attestry.customers.rules.report import Report
from attestry.kit import clock
from attestry.program.conditions import conditions

# The scope's own gaps are a condition of the first step, which the scope tells itself.
OF_THE_SCOPE = {"scope", "commitment", "subservice"}


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


def test_no_gap_of_a_register_is_passed_over(system):
    found = {one.key: one for one in conditions(clock.now())}
    prefixes = {gap.key.partition(":")[0] for gap in gaps_at(clock.now())} - OF_THE_SCOPE
    assert {"people", "training", "access_reviews", "risk", "continuity"} <= prefixes
    for prefix in prefixes:
        assert not found[f"register-{prefix.replace('_', '-')}"].holds, prefix
