"""The program of the sample company is led through the house's own acts, and its registers are sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.connectors.models import Collection, CollectionState
from attestry.connectors.queries import active_connections, source
from attestry.customers.models import Customer
from attestry.journal.models import JournalEntry
from attestry.journal.queries import broken_at
from attestry.people.models import Checklist, Person
from attestry.policies.models import Acknowledgement, Policy
from attestry.program.queries.progress import program
from attestry.readiness.models import Finalisation
from attestry.remediation.models import Task
from attestry.risks.models import Risk, RiskAcceptance
from attestry.sample_company.actions.telling import begin
from attestry.sample_company.company import company
from attestry.sample_company.tests.conftest import CALENDAR, silent
from attestry.sample_company.tests.walking_lists import addresses_of_the_program, lists_without
from attestry.scope.models import ScopeDecision
from attestry.scope.queries.categories import the_system
from attestry.scope.rules.condition import Step
from attestry.training.models import Completion
from attestry.vendors.models import Vendor, VendorProposal, VendorReport

REVIEWED_ON = 222
DAYS = range(REVIEWED_ON, REVIEWED_ON + 19)
END = CALENDAR.at(DAYS[-1], 19)


@contextmanager
def told(root, days) -> Iterator[None]:
    """A home that heard of the whole program, and of these days of the list of accounts alone."""
    whole = company()
    some = tuple(one for one in whole.estate.connections if one.name == "list-of-accounts")
    smaller = replace(whole, estate=whole.estate.model_copy(update={"connections": some}))
    home = type(settings.HOME)(root)
    home.prepare()
    with override_settings(HOME=home), transaction.atomic():
        begin(smaller, CALENDAR, days, silent)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _program(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("program"), DAYS):
        yield


@pytest.fixture(autouse=True)
def _led(_program, db):
    """Every test looks at the same home."""


def test_every_deed_of_the_diary_is_one_that_its_act_takes():
    done = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"vendors.record_report", "risks.accept_risk", "incidents.close", "continuity.test"} <= done
    assert {"policies.publish", "training.add_course", "readiness.finalise", "program.override_step"} <= done
    assert broken_at() is None


def test_the_whole_diary_lies_within_the_story():
    days = [deed.day for deed in company().deeds]
    assert min(days) >= 0
    assert max(days) <= company().story.last_day


def test_acts_are_done_by_many_people_and_none_by_the_house():
    told_acts = JournalEntry.objects.exclude(actor_key__startswith="user:")
    assert not told_acts.filter(act__regex=r"^(policies\.(?!sync)|risks|vendors|incidents|people)\b").exists()
    assert JournalEntry.objects.values("actor_key").distinct().count() > 50


def test_everybody_who_works_there_stands_in_the_register_and_joiners_have_their_checklist():
    working = {one.login for one in company().working(DAYS[-1])}
    here = Person.objects.filter(started_on__lte=END.date())
    found = {
        one.email.partition("@")[0] for one in here if one.ended_on is None or one.ended_on >= END.date()
    }
    assert found == working
    late = Checklist.objects.get(person__email=company().address("W130"), kind="joiner")
    assert late.closed_at is not None
    assert late.closed_at.date() > late.due_on


def test_policies_are_in_force_most_are_acknowledged_and_one_review_is_overdue():
    in_force = Policy.objects.filter(versions__state="published")
    assert in_force.count() == len(company().habits.policies)
    assert Acknowledgement.objects.count() > 300
    overdue = in_force.filter(next_review_on__lt=END.date())
    assert [one.title for one in overdue] == ["Continuity and availability policy"]


def test_training_is_finished_by_nearly_everybody_and_late_by_the_one_who_joined():
    assert Completion.objects.filter(course__key="security-at-work").count() > 55
    late = Completion.objects.get(course__key="security-at-work", person__email=company().address("W130"))
    assert late.completed_on == late.person.started_on + timedelta(days=41)


def test_vendors_have_their_reports_and_one_name_is_known_to_nobody():
    assert 12 <= Vendor.objects.count() <= 20
    assert VendorReport.objects.count() >= 6
    last_days = VendorReport.objects.filter(vendor__name="Deskwise").values_list("ends_on", "bridged_until")
    assert [(day < END.date() - timedelta(days=300), until) for day, until in last_days] == [(True, None)]
    assert {one.name for one in VendorProposal.objects.all()} == {"Tidepool Analytics"}


def test_risks_lie_all_over_the_map_and_the_chief_executive_lives_with_one():
    evaluated = Risk.objects.exclude(residual_likelihood=None)
    assert evaluated.values("residual_likelihood", "residual_impact").distinct().count() >= 6
    (accepted,) = RiskAcceptance.objects.all()
    assert accepted.accepted_by.name == "Marguerite Fontaine"


def test_contracts_are_worth_money():
    assert sum(one.annual_value for one in Customer.objects.all()) > 800_000


def test_the_scope_is_signed_twice_and_readiness_was_finalised_twice():
    assert [one.signer_name for one in ScopeDecision.objects.all()] == ["Marguerite Fontaine"] * 2
    first, second = Finalisation.objects.order_by("finalised_at")
    assert first.digest != second.digest


def test_steps_are_closed_by_their_conditions_or_against_them_by_name():
    standing = program(the_system(), at=END)
    closed = {step: standing.of(step).closed for step in Step}
    for step in (Step.SCOPE, Step.READINESS, Step.REPORT_TYPE):
        assert closed[step]
        assert not closed[step].is_override
    assert closed[Step.REMEDIATION].is_override
    assert "Marguerite Fontaine" in closed[Step.REMEDIATION].responsible
    assert closed[Step.REMEDIATION].failing
    assert closed[Step.OBSERVATION] is None, "its period is not over yet"


def test_every_register_is_read_and_sealed_each_day():
    registers = [one for one in active_connections() if source(one.source).is_register]
    assert len(registers) >= 10
    for register in registers:
        read = Collection.objects.filter(connection=register)
        assert {one.state for one in read} == {CollectionState.COMPLETE}, register.name
        assert read.values("started_at__date").distinct().count() == len(DAYS)


def test_accounts_are_reviewed_by_another_signed_and_each_removal_is_proved_one_of_them_late():
    reviews = AccessReview.objects.all()
    assert len(reviews) == 4
    assert all(one.closed_at for one in reviews)
    removed = ReviewItem.objects.filter(decision="remove")
    assert removed.count() >= 2
    assert all(one.proved_seq for one in removed)
    own = ReviewItem.objects.filter(person_email__in=[one.reviewer.email for one in reviews])
    assert all(
        one.decided_by_email != one.person_email for one in own.select_related("review") if one.decided_at
    )


def test_every_list_of_the_program_is_sorted_searched_and_exported(client):
    client.force_login(User.objects.filter(role=Role.LEAD).first())
    walked = addresses_of_the_program(client)
    assert {"/risks/", "/tasks/", "/journal/", "/as-of/", "/assurance/"} <= set(walked)
    assert [said for address in walked for said in lists_without(client, address)] == []


def test_gaps_became_tasks_with_an_owner_a_day_and_somebody_else_who_verifies():
    drawn = Task.objects.exclude(gap_key=None).select_related("owner", "verifier")
    assert drawn.count() > 10
    assert all(one.owner and one.verifier and one.due_on for one in drawn)
    assert all(one.owner != one.verifier for one in drawn)
    assert Task.objects.exclude(state="open").exists()
