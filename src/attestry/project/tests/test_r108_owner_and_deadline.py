"""What somebody writes down to be done has an owner who is there and a day; else it is not written down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import load_library
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.people.models import Team
from attestry.project.tests.test_api import bearing, post
from attestry.remediation.models import Task
from attestry.remediation.tests.samples import HOUSE, NOW, TODAY, person, user_of
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db
PLAN = "remediation.add_task"


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        yield


def test_r108_over_the_api_nothing_is_written_down_without_an_owner_who_is_there_and_a_deadline():
    ada = person("Ada", Role.LEAD)
    client = bearing(user_of(ada))
    team, day = Team.objects.create(name="Platform"), str(TODAY + timedelta(days=30))
    for said, missing in (
        ({}, ("Owner: nobody answers for it.", "Deadline: it has none.")),
        ({"due_on": day}, ("Owner: nobody answers for it.",)),
        ({"owner": ada.pk}, ("Deadline: it has none.",)),
        ({"team": team.pk, "due_on": day}, ("nobody works in the team Platform",)),
    ):
        answer = post(client, PLAN, title="Put a gate", **said)
        assert answer.status_code == 422, said
        assert all(one in answer.json()["detail"] for one in missing), answer.json()
        assert not Task.objects.exists()
    assert not JournalEntry.objects.filter(subject__startswith="task:").exists()
    person("Ben", team=team)
    assert post(client, PLAN, title="Put a gate", team=team.pk, due_on=day).status_code == 200
    assert (Task.objects.get().team, str(Task.objects.get().due_on)) == (team, day)


def test_r108_the_form_says_what_is_missing_and_keeps_what_was_typed(client):
    client.force_login(user_of(person("Ada", Role.LEAD)))
    answer = client.post("/tasks/add/", {"title": "Put a gate", "why": "It stands open.", "priority": "2"})
    assert answer.status_code == 422
    for said in ("nobody answers for it", "Deadline: it has none", "It stands open."):
        assert said in answer.content.decode(), said
    assert not Task.objects.exists()


def test_r108_over_the_api_no_gap_becomes_a_task_without_them():
    load_library()
    ensure_system(HOUSE, "Payroll")
    ada = person("Ada", Role.LEAD)
    client, day = bearing(user_of(ada)), str(TODAY + timedelta(days=30))
    empty = Team.objects.create(name="Platform")
    for said, missing in (
        ({}, ("Owner: nobody answers for it.", "Deadline: it has none.", "tasks, such as “")),
        ({"due_on": day}, ("Owner: nobody answers for it.",)),
        ({"owner": ada.pk}, ("Deadline: it has none.",)),
        ({"owner": ada.pk, "urgent_on": day, "only": ["criterion:CC1.1"]}, ()),
        ({"team": empty.pk, "due_on": day}, ("nobody works in the team Platform",)),
        ({"owner": ada.pk, "due_on": "2026-03-09"}, ("Deadline: 9 Mar 2026 is past.",)),
    ):
        answer = post(client, "remediation.draw_tasks", **said)
        assert answer.status_code == (422 if missing else 200), answer.json()
        assert all(one in answer.json().get("detail", "") for one in missing), answer.json()
        assert not Task.objects.exists()
    assert post(client, "remediation.draw_tasks", owner=ada.pk, due_on=day).status_code == 200
    assert set(Task.objects.values_list("owner", "due_on")) == {(ada.pk, TODAY + timedelta(days=30))}
