"""No way leads to a task that nobody who is there answers for, or that has no day."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from attestry.accounts.rules import Role
from attestry.controls.models import Control
from attestry.controls.tests.samples import load_library
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.kit import clock
from attestry.kit.csv_rows import WrongLines
from attestry.people.models import Person, Team
from attestry.remediation.actions.bulk import edit_tasks, undo_edit
from attestry.remediation.actions.drawing import draw_tasks
from attestry.remediation.actions.importing import import_tasks
from attestry.remediation.actions.planning import add_task
from attestry.remediation.errors import Unassigned
from attestry.remediation.models import Task
from attestry.remediation.queries.tasks import task_counts, tasks_found
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.tests.samples import (
    HOUSE,
    NOW,
    TODAY,
    drawn,
    old_task,
    person,
    planned,
    task,
    user_of,
)
from attestry.remediation.tests.tracker_world import World
from attestry.risks.actions.assessing import identify_risk
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db
DAY = TODAY + timedelta(days=30)
ASK = "so there is no one to ask."
LATER = TODAY + timedelta(days=60)


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def gaps():
    load_library()
    ensure_system(HOUSE, "Payroll")


def leave(one: Person) -> None:
    Person.objects.filter(pk=one.pk).update(ended_on=TODAY - timedelta(days=1))


def test_r108_the_task_of_a_gap_goes_to_who_owns_its_control_and_the_rest_to_who_is_named(gaps):
    ada, ben, lee = person("Ada", Role.LEAD), person("Ben", Role.OWNER), person("Lee", Role.OWNER)
    for key, owner in (("IAM-01", ben), ("IAM-02", lee)):
        Control.objects.filter(key=key).update(owner=user_of(owner))
    leave(lee)
    with pytest.raises(Unassigned, match="Deadline: it has none. It is so of [0-9]+ tasks, such as “"):
        draw_tasks(HOUSE, owner=ada)
    assert not Task.objects.exists()
    draw_tasks(HOUSE, owner=ada, due_on=LATER, urgent_on=DAY)
    owners = dict(Task.objects.values_list("gap_key", "owner"))
    assert (owners["control:IAM-01"], owners["control:IAM-02"]) == (ben.pk, ada.pk)
    assert set(Task.objects.filter(priority=2).values_list("due_on", flat=True)) == {DAY}
    assert set(Task.objects.filter(priority=3).values_list("due_on", flat=True)) <= {LATER}


def test_r108_the_page_suggests_both_and_makes_nothing_without_them(gaps, client):
    ada, ben = person("Ada", Role.LEAD), person("Ben", Role.OWNER)
    Control.objects.filter(key="IAM-01").update(owner=user_of(ben))
    client.force_login(user_of(ada))
    page = client.get("/gaps/make/?whose=known").content.decode()
    assert f'<option value="p{ada.pk}" selected>' in page
    assert f'value="{DAY}"' in page
    assert ">Ben<" in page
    empty = {"owner": "", "urgent_on": "", "due_on": str(LATER)}
    answer = client.post("/gaps/make/", empty)
    assert answer.status_code == 422
    assert answer.content.decode().count("This field is required.") == 2
    assert f'value="{LATER}"' in answer.content.decode()
    assert not Task.objects.exists()
    past = {**empty, "urgent_on": "2026-03-09", "owner": f"p{ada.pk}"}
    assert "9 Mar 2026 is past" in client.post("/gaps/make/", past).content.decode()
    assert not Task.objects.exists()
    named = {"gap": "control:IAM-01\ncontrol:IAM-02", "urgent_on": str(DAY), "owner": f"p{ada.pk}"}
    client.post("/gaps/make/", {**empty, **named})
    assert set(Task.objects.values_list("gap_key", "owner__name")) == {
        ("control:IAM-01", "Ben"),
        ("control:IAM-02", "Ada"),
    }


def test_r108_a_task_of_a_risk_goes_to_whoever_keeps_the_risk_before_the_owner_of_its_control(gaps):
    ben, cem = person("Ben", Role.OWNER), person("Cem")
    Control.objects.filter(key="RSK-03").update(owner=user_of(ben))
    with clock.simulated(NOW - timedelta(days=70)):
        risk = identify_risk(HOUSE, title="Outage", owner=cem)
    key = f"risk:{risk.pk}:stage"
    assert drawn(only=[key]) == 1
    assert Task.objects.get().owner == cem


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.AUDITOR, Role.EXECUTIVE])
def test_r108_who_may_not_plan_makes_no_task_of_a_gap(gaps, client, role):
    client.force_login(user_of(person("Eve", role)))
    assert client.get("/gaps/make/").status_code == 403
    assert client.post("/gaps/make/", {"due_on": str(DAY)}).status_code == 403
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A,,,2026-04-01", ["line 2: owner: nobody answers for it."]),
        ("A,ben@example.org,,", ["line 2: deadline: it has none."]),
        ("A,,,", ["line 2: owner: nobody answers for it.", "line 2: deadline: it has none."]),
        ("A,,Platform,2026-04-01", [f"line 2: owner: nobody works in the team Platform, {ASK}"]),
        ("A,ann@example.org,,2026-04-01", ["line 2: owner: nobody works here under “ann@example.org”"]),
        ("A,,Sales,2026-04-01", ["line 2: team: there is no team “Sales”"]),
    ],
)  # fmt: skip
def test_r108_a_list_is_refused_with_the_line_and_each_field_that_is_missing(line, said):
    person("Ben")
    Team.objects.create(name="Platform")
    with pytest.raises(WrongLines) as refusal:
        import_tasks(HOUSE, f"title,owner,team,deadline\n{line}\n".encode())
    assert list(refusal.value.lines) == said
    assert not Task.objects.exists()


def test_r108_neither_owner_nor_deadline_is_taken_away_again():
    made = task()
    with pytest.raises(Unassigned, match="Owner: nobody answers for it"):
        planned(made, owner=None)
    with pytest.raises(Unassigned, match="Deadline: it has none"):
        planned(made, due_on=None)
    assert planned(made, title="A gate").title == "A gate"
    for taken in ({"due_on": None}, {"owner": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.update(**taken)


def test_r108_nothing_is_given_to_who_left_or_to_a_team_of_nobody_singly_or_together():
    lee, empty = person("Lee"), Team.objects.create(name="Platform")
    leave(lee)
    lee.refresh_from_db()
    made = task()
    with pytest.raises(Unassigned, match="Lee does not work here today"):
        add_task(HOUSE, title="Put a gate", owner=lee, due_on=DAY)
    with pytest.raises(Unassigned, match="Lee does not work here today"):
        planned(made, owner=lee)
    with pytest.raises(BulkRefused, match="Lee does not work here today"):
        edit_tasks(HOUSE, [made.pk], owner=lee)
    with pytest.raises(BulkRefused, match="nobody works in the team Platform"):
        edit_tasks(HOUSE, [made.pk], team=empty)


def test_r108_what_somebody_left_behind_is_nobodys_and_still_changed_in_other_ways():
    lee, team = person("Lee"), Team.objects.create(name="Platform")
    person("Pat", team=team)
    theirs, shared = task("Theirs", owner=lee), task("Shared", team=team)
    task("Another")
    assert task_counts(TODAY).without_owner == 0
    Person.objects.exclude(name="Olive").update(ended_on=TODAY - timedelta(days=1))
    assert task_counts(TODAY).without_owner == 2
    assert set(tasks_found(TODAY, owner="nobody")) == {theirs, shared}
    assert planned(theirs, title="Left behind").owner == lee


def test_r108_undoing_brings_no_task_back_without_them_nor_back_to_who_left():
    ben, lee = person("Ben"), person("Lee")
    old = old_task()
    given = edit_tasks(HOUSE, [old.pk], owner=ben, due_on=DAY)
    with pytest.raises(UndoRefused, match="Owner: nobody answers for it. Deadline: it has none."):
        undo_edit(HOUSE, given)
    made = task(owner=lee)
    moved = edit_tasks(HOUSE, [made.pk], owner=ben)
    leave(lee)
    with pytest.raises(UndoRefused, match="does not work here"):
        undo_edit(HOUSE, moved)
    assert set(Task.objects.values_list("owner", flat=True)) == {ben.pk}


def test_r108_an_old_task_is_changed_as_it_stands_and_keeps_what_it_is_once_given():
    old = old_task()
    edit_tasks(HOUSE, [old.pk], effort_hours=4)
    planned(old, owner=person("Ben"), due_on=DAY)
    with pytest.raises(Unassigned):
        planned(old, due_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.update(due_on=None)


def test_r108_a_tracker_brings_no_task_and_takes_neither_owner_nor_deadline_away(gaps):
    with ExitStack() as stack:
        world = World(TrackerKind.GITHUB, stack)
        made = task(due_on=DAY)
        world.sync()
        world.fake.change(1, title="Renamed there", state="closed")
        world.sync()
        found = Task.objects.get()
        assert (found.title, found.owner, found.due_on) == ("Renamed there", made.owner, DAY)


def test_r108_every_gap_that_became_a_task_is_somebodys_by_a_day(gaps):
    assert drawn() == Task.objects.count() > 50
    assert not Task.objects.filter(owner=None, team=None).exists()
    assert not Task.objects.filter(due_on=None).exists()
