"""After any act, the gaps and conditions that are remembered are those that would be found anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random

import pytest
from django.db import connection

from attestry.accounts.tests.people import HOUSE
from attestry.controls.actions.adopting import adopt_control, go_live, retire_control
from attestry.controls.models import Control
from attestry.controls.queries.gaps import gaps_at
from attestry.customers.actions.customers import add_customer
from attestry.customers.actions.obligations import add_obligation, end_obligation
from attestry.customers.models import Obligation
from attestry.customers.rules.report import Report
from attestry.incidents.actions.reporting import report_incident
from attestry.kit import clock, remembered
from attestry.kit.errors import DomainError
from attestry.people.actions.keeping import add_person, end_employment
from attestry.people.models import Person
from attestry.policies.actions.adopting import adopt_policy
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.models import PolicyTemplate
from attestry.remediation.queries.gaps import found_gaps
from attestry.remediation.tests.samples import document, task
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk, identify_risk
from attestry.risks.models import Risk
from attestry.risks.rules.scale import Treatment
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.setting_up import choose_category
from attestry.scope.queries.conditions import conditions_at
from attestry.training.actions.courses import add_course
from attestry.vendors.actions.keeping import add_vendor, end_vendor
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
REMEMBERED = (gaps_at, conditions_at, found_gaps)
STEPS = 15


@pytest.fixture(autouse=True)
def _as_if_every_act_were_committed(monkeypatch):
    """A test is one transaction, in which nothing would be remembered; here each changed row counts."""
    monkeypatch.setattr(remembered, "_state", lambda: connection.connection.total_changes)
    monkeypatch.setattr(remembered, "_answers", {})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_remembered_is_what_would_be_found_anew(system, seed):
    sync_policy_templates(HOUSE)
    chance, number, at = Random(seed), count(1), NOON
    hits = 0
    for _ in range(STEPS):
        at += timedelta(seconds=chance.choice((0, 0, 7, 40, 7200, 86400)))
        with clock.simulated(at):
            if chance.random() < 0.7:
                act_at_random(chance, system, f"No. {next(number)}")
            for query in REMEMBERED:
                first = query(at)
                assert first == query.__wrapped__(at)
                hits += query(at) is first
    assert hits == STEPS * len(REMEMBERED)


def act_at_random(chance, system, name):
    """One act of one register; what is refused writes nothing, which must be remembered rightly too."""
    acts = (
        add_something_to_a_register, end_something, treat_a_risk, move_a_control, change_the_scope,
        find_a_resource,
    )  # fmt: skip
    try:
        chance.choice(acts)(chance, system, name)
    except DomainError:
        return


def add_something_to_a_register(chance, system, name):
    day = clock.now().date()
    chance.choice(
        (
            lambda: add_vendor(
                HOUSE, name=name, data_held=DataHeld.PERSONAL, access=Access.PRODUCTION,
                dependence=Dependence.STOPS, started_on=day - timedelta(days=chance.choice((5, 400))),
            ),
            lambda: add_person(HOUSE, email=f"{name[4:]}@example.org", name=name, started_on=day),
            lambda: report_incident(HOUSE, title=name, summary="Something is wrong."),
            lambda: add_course(HOUSE, key=name[4:], title=name),
            lambda: owe_a_report(name),
            lambda: adopt_policy(
                HOUSE, system, templates=chance.choice(list(PolicyTemplate.objects.all())).key, contact="Us"
            ),
            lambda: document(name),
            lambda: task(name),
        )
    )()  # fmt: skip


def owe_a_report(name):
    customer = add_customer(HOUSE, name=name, annual_value=Decimal(10))
    add_obligation(HOUSE, customer, clause="A report.", report=Report.SOC2_TYPE2)


def end_something(chance, system, name):
    day = clock.now().date()
    for found, end in (
        (Vendor.objects.filter(ended_on=None), lambda one: end_vendor(HOUSE, one, ended_on=day, how="Left.")),
        (Person.objects.filter(ended_on=None), lambda one: end_employment(HOUSE, one, ended_on=day)),
        (Obligation.objects.filter(ended_on=None), lambda one: end_obligation(HOUSE, one, reason="Over.")),
    ):
        if found and chance.random() < 0.5:
            end(chance.choice(list(found)))


def treat_a_risk(chance, system, name):
    people = list(Person.objects.all())
    if not people:
        return
    if Risk.objects.count() < 2:
        identify_risk(HOUSE, title=name, owner=chance.choice(people))
    risk = analyse_risk(HOUSE, chance.choice(list(Risk.objects.all())), likelihood=5, impact=5)
    evaluate_risk(
        HOUSE, risk, likelihood=chance.randint(1, 5), impact=4, treatment=chance.choice(list(Treatment)),
        review_on=clock.now().date() + timedelta(days=chance.choice((1, 100))),
        treatment_plan=chance.choice(("", "A second region.")),
    )  # fmt: skip


def move_a_control(chance, system, name):
    control = chance.choice(list(Control.objects.filter(key__startswith="IAM")))
    chance.choice(
        (
            lambda: adopt_control(HOUSE, control),
            lambda: go_live(HOUSE, control),
            lambda: retire_control(HOUSE, control, reason="Not ours."),
        )
    )()


def change_the_scope(chance, system, name):
    category = chance.choice(("availability", "confidentiality", "privacy"))
    choose_category(HOUSE, system, category, is_chosen=chance.random() < 0.5, reason=name)


def find_a_resource(chance, system, name):
    note_discovered(HOUSE, system, source="aws", item_ids=[name])
