"""Keeping people: what an act writes, what it opens, and what it refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.actions.checklists import add_step, assign_checklist, close_step, reopen_step
from attestry.people.actions.keeping import add_team, edit_person, end_employment, rename_team
from attestry.people.errors import PersonChanged, PersonRefused, StepRefused, TeamTaken
from attestry.people.models import Checklist, Person
from attestry.people.tests.acting import HOUSE, NOW, TODAY, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


def test_somebody_who_starts_gets_a_checklist_seen_to_by_their_manager():
    ada = a_person("Ada")
    ben = a_person("Ben", TODAY, manager_email="ADA@example.org", team="Core")
    (made,) = Checklist.objects.all()
    assert (made.person, made.owner, made.kind) == (ben, ada, "joiner")
    assert made.due_on == TODAY + timedelta(days=30)
    assert JournalEntry.objects.filter(subject="person:ben@example.org").count() == 1


def test_a_person_twice_an_end_before_the_start_and_a_circle_are_refused_by_field():
    ada = a_person("Ada")
    ben = a_person("Ben", manager_email=ada.email)
    with pytest.raises(PersonRefused, match="in the register already"):
        a_person("Ada", email="ADA@example.org")
    with pytest.raises(PersonRefused, match="lies before the first"):
        end_employment(HOUSE, ben, ended_on=date(2020, 1, 1))
    with pytest.raises(PersonRefused, match="circle"):
        edit_person(
            HOUSE, ada, email=ada.email, name="Ada", started_on=ada.started_on, manager_email=ben.email
        )
    assert Person.objects.get(pk=ada.pk).manager is None


def test_two_who_change_one_person_at_once_lose_nothing():
    ada = a_person("Ada")
    seen = ada.facts().digest()
    said = {"email": ada.email, "started_on": ada.started_on}
    edit_person(HOUSE, ada, name="Ada One", seen=seen, **said)
    with pytest.raises(PersonChanged):
        edit_person(HOUSE, ada, name="Ada Two", seen=seen, **said)
    assert Person.objects.get(pk=ada.pk).name == "Ada One"


def test_who_stays_after_all_has_the_leavers_checklist_withdrawn():
    ada = end_employment(HOUSE, a_person("Ada"), ended_on=TODAY)
    edit_person(HOUSE, ada, email=ada.email, name="Ada", started_on=ada.started_on)
    assert Checklist.objects.get().withdrawn_at == NOW


def test_a_checklist_closes_with_its_last_step_and_opens_with_one():
    end_employment(HOUSE, a_person("Ada"), ended_on=TODAY)
    found = Checklist.objects.get()
    add_step(HOUSE, found, title="Remove from the newsletter")
    steps = list(found.steps.all())
    for step in steps[:-1]:
        close_step(HOUSE, step)
    with pytest.raises(StepRefused, match="needs a reason"):
        close_step(HOUSE, steps[-1], is_waived=True)
    close_step(HOUSE, steps[-1], is_waived=True, note="There is no newsletter.")
    assert Checklist.objects.get().closed_at == NOW
    with pytest.raises(StepRefused, match="closed already"):
        close_step(HOUSE, steps[0])
    reopen_step(HOUSE, steps[0])
    assert Checklist.objects.get().is_open


def test_only_who_sees_to_a_checklist_or_keeps_the_register_closes_its_steps():
    boss, stranger = somebody("Boss", Role.EMPLOYEE), somebody("Other", Role.EMPLOYEE)
    manager = a_person("Boss")
    end_employment(HOUSE, a_person("Ada"), ended_on=TODAY)
    found = Checklist.objects.get()
    step = found.steps.first()
    with pytest.raises(NotAllowed):
        close_step(boss.actor(), step)
    assign_checklist(HOUSE, found, owner=manager)
    with pytest.raises(NotAllowed):
        close_step(stranger.actor(), step)
    close_step(boss.actor(), step)
    assert found.steps.first().done_by_name == "Boss"


def test_a_team_is_renamed_and_keeps_its_people():
    a_person("Ada", team="Core")
    team = Person.objects.get().team
    add_team(HOUSE, name="Sales")
    with pytest.raises(TeamTaken):
        rename_team(HOUSE, team, name="sales")
    rename_team(HOUSE, team, name="Platform")
    assert Person.objects.get().team.name == "Platform"
