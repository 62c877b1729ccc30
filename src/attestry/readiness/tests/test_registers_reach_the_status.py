"""Registers of people, training, access and policies end to end: act, sealed, asked, status of a control."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.access_reviews.actions.deciding import close_review, decide
from attestry.access_reviews.actions.opening import open_review
from attestry.access_reviews.rules.review import Decision
from attestry.access_reviews.tests.lists import Lists
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.connectors.actions import connect_registers
from attestry.controls.actions.adopting import adopt_control
from attestry.controls.models import Control
from attestry.controls.tests.samples import load_library
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.kit.secrets import SecretBox
from attestry.people.actions.checklists import close_step
from attestry.people.actions.keeping import end_employment
from attestry.people.models import Checklist
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person
from attestry.policies.actions.acknowledging import acknowledge_policy
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.queries.policies import published_version
from attestry.policies.tests.world import published
from attestry.scope.actions.setting_up import ensure_system
from attestry.training.actions.completing import import_completions
from attestry.training.actions.courses import add_course, assign_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(tmp_path):
    """The library, a system, and a home in which the registers are connected; nobody is anywhere yet."""
    with clock.simulated(NOW), a_home(tmp_path / "home"):
        load_library()
        sync_policy_templates(HOUSE)
        made = ensure_system(HOUSE, "Payroll")
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        yield made


def status(room, key, days):
    """What a control comes to, so many days later, once the room's register was sealed and asked."""
    control = Control.objects.get(key=key)
    if control.state == "proposed":
        adopt_control(HOUSE, control)
    with clock.simulated(NOW + timedelta(days=days)):
        pipeline.collect(HOUSE, progress=lambda _: None, only=[f"{room}-register"])
        pipeline.test(HOUSE, progress=lambda _: None)
        return control_statuses(clock.now())[key].outcome.value


def test_a_leaver_whose_checklist_stays_open_fails_the_control_until_it_is_closed(system):
    end_employment(HOUSE, a_person("Ada"), ended_on=TODAY)
    assert status("people", "HRS-05", 11) == "fail"
    with clock.simulated(NOW + timedelta(days=2)):
        for step in Checklist.objects.get().steps.all():
            close_step(HOUSE, step)
    assert status("people", "HRS-05", 12) == "pass"


def finished(name, days):
    """That somebody finished the course is handed in, so many days later."""
    day = TODAY + timedelta(days=days)
    with clock.simulated(NOW + timedelta(days=days)):
        line = f"{name}@example.org,awareness,{day}"
        import_completions(HOUSE, data=f"email,course,completed_on\n{line}\n".encode())


def test_a_course_that_is_overdue_fails_the_control_until_it_is_finished(system):
    a_person("Ada")
    a_person("Ben", TODAY)
    assign_course(HOUSE, add_course(HOUSE, key="awareness", title="Awareness"), assigned_on=TODAY)
    finished("ben", 5)
    assert status("training", "HRS-04", 31) == "fail"
    finished("ada", 31)
    assert status("training", "HRS-04", 32) == "pass"


def test_a_policy_that_somebody_has_yet_to_acknowledge_fails_the_control_until_they_do(system):
    policy = published(system)
    a_person("Max")
    assert status("policies", "GOV-08", 20) == "fail"
    with clock.simulated(NOW + timedelta(days=20)):
        digest = published_version(policy).digest
        acknowledge_policy(somebody("Max", Role.EMPLOYEE).actor(), policy, digest=digest)
    assert status("policies", "GOV-08", 21) == "pass"


@pytest.mark.parametrize(("gone_after", "outcome"), [(2, "pass"), (9, "fail")])
def test_a_removal_passes_where_a_list_sealed_in_time_shows_it(system, tmp_path, gone_after, outcome):
    lists = Lists(tmp_path / "lists", "account")
    rows = [
        {
            "account_id": f"crm/{one}",
            "system": "crm",
            "person_email": f"{one}@example.org",
            "is_active": "yes",
        }
        for one in ("ada", "ben")
    ]
    lists.write("account", rows)
    lists.connect()
    lists.seal(NOW)
    for name in ("Ada", "Ben"):
        a_person(name)
    lea, due_on = somebody("Lea"), TODAY + timedelta(days=9)
    review = open_review(HOUSE, connection="account", system="crm", reviewer=lea, due_on=due_on)
    ada, ben = review.items.order_by("account_id")
    decide(lea.actor(), review, items=[ada.pk], decision=Decision.REMOVE)
    decide(lea.actor(), review, items=[ben.pk], decision=Decision.KEEP)
    close_review(lea.actor(), review)
    lists.write("account", rows[1:])
    lists.seal(NOW + timedelta(days=gone_after))
    assert status("access_reviews", "IAM-07", gone_after + 1) == outcome
