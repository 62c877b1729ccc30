"""Which tasks go to which tracker: by team, owner, tool category and priority."""

from contextlib import ExitStack

import pytest
from django.conf import settings

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.kit.secrets import SecretBox
from attestry.people.models import Team
from attestry.remediation.actions.moving import start_task
from attestry.remediation.actions.trackers import add_tracker, rule_tracker
from attestry.remediation.models import Tracker
from attestry.remediation.rules.task import Priority
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.tests.samples import HOUSE, person, task, user_of
from attestry.remediation.tests.tracker_world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with ExitStack() as stack:
        yield World(TrackerKind.GITHUB, stack)


def titles(world):
    return {one["title"] for one in world.fake.issues.values()}


def test_a_tracker_takes_the_tasks_of_its_team_and_of_who_is_in_it(world):
    platform, other = Team.objects.create(name="Platform"), Team.objects.create(name="Sales")
    ben = person("Ben", team=platform)
    person("Sal", team=other)
    task("Of the team", team=platform)
    task("Of somebody in it", owner=ben)
    task("Of another team", team=other)
    task("Of somebody in no team")
    rule_tracker(HOUSE, world.tracker, team=platform)
    world.sync()
    assert titles(world) == {"Of the team", "Of somebody in it"}


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ({"tools": "Scanner, VPN"}, {"Scan"}),
        ({"priority": Priority.HIGH}, {"Scan", "Blocker"}),
        ({"tools": "scanner", "priority": Priority.BLOCKER}, set()),
        ({}, {"Scan", "Blocker", "Plain"}),
    ],
)
def test_a_rule_is_everything_that_it_names(world, rule, taken):
    task("Scan", tool_category="scanner", priority=Priority.HIGH)
    task("Blocker", priority=Priority.BLOCKER)
    task("Plain")
    rule_tracker(HOUSE, world.tracker, **rule)
    world.sync()
    assert titles(world) == taken


def test_two_trackers_share_the_tasks_and_each_gets_its_own(world):
    ben, cleo = person("Ben"), person("Cleo")
    task("For Ben", owner=ben)
    task("For Cleo", owner=cleo)
    rule_tracker(HOUSE, world.tracker, owner=ben)
    second = add_tracker(
        HOUSE, name="Second", kind=TrackerKind.GITHUB, address=world.server.address, token="secret-token",
        project="acme/gate", box=SecretBox(settings.HOME.keys),
    )  # fmt: skip
    rule_tracker(HOUSE, second, owner=cleo)
    world.sync()
    held = {(one.name, issue.task.title) for one in Tracker.objects.all() for issue in one.issues.all()}
    assert held == {("Board", "For Ben"), ("Second", "For Cleo")}


def test_an_issue_that_was_made_is_kept_in_step_though_the_rule_is_another_now(world):
    made = task("Here first")
    world.sync()
    rule_tracker(HOUSE, world.tracker, tools="scanner")
    task("Not taken")
    start_task(HOUSE, made)
    world.sync()
    assert titles(world) == {"Here first"}
    assert "In progress" in world.fake.issues[1]["text"]


def test_the_rule_is_chosen_on_a_page_said_in_words_and_kept_in_the_journal(world, client):
    client.force_login(user_of(person("Ada", Role.LEAD)))
    platform = Team.objects.create(name="<b>Platform")
    address = f"/tasks/trackers/{world.tracker.pk}/rule/"
    assert "Every task." in client.get(address).content.decode()
    page = client.post(
        address, {"team": platform.pk, "tools": "Scanner,scanner", "priority": "2"}, follow=True
    )
    said = "Tasks of team <b>Platform or somebody in it, for a tool of scanner, that are high or more urgent"
    words = page.content.decode()
    assert said.replace("<b>", "&lt;b&gt;").removeprefix("Tasks") in words
    assert "<b>Platform" not in words
    entry = JournalEntry.objects.filter(subject=world.tracker.subject).latest("seq")
    assert (entry.before, entry.after) == ({"takes": "Every task"}, {"takes": said})
    assert client.post(address, {"team": "999"}).status_code == 422


def test_only_who_keeps_trackers_chooses(world, client):
    client.force_login(user_of(person("Eve", Role.EMPLOYEE)))
    assert client.post(f"/tasks/trackers/{world.tracker.pk}/rule/", {}).status_code == 403
