from contextlib import ExitStack
from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.remediation.actions.moving import accept_gap
from attestry.remediation.actions.syncing import sync_due
from attestry.remediation.models import Task, TrackedIssue, Tracker
from attestry.remediation.rules.tracker import TrackerKind, wait_after
from attestry.remediation.tests.fake_trackers import told
from attestry.remediation.tests.samples import HOUSE, TODAY, person, planned, task, user_of
from attestry.remediation.tests.tracker_world import World

pytestmark = pytest.mark.django_db
KINDS = list(TrackerKind)


@pytest.fixture(params=KINDS, ids=[one.value for one in KINDS])
def world(request):
    with ExitStack() as stack:
        yield World(request.param, stack)


@pytest.fixture
def github():
    with ExitStack() as stack:
        yield World(TrackerKind.GITHUB, stack)


def test_a_tracker_that_answers_500_for_a_day_loses_nothing_and_is_asked_less_and_less(world):
    task("First")
    world.sync()
    world.fake.fails = lambda _asked: told({"message": "down"}, 500)
    task("Second")
    asked_before = len(world.server.asked)
    for _ in range(24 * 12):
        world.later(5)
        sync_due(HOUSE)
    assert len(world.server.asked) - asked_before < 35
    stuck = Tracker.objects.get()
    assert "answered 500" in stuck.refusal
    assert JournalEntry.objects.filter(subject=stuck.subject, after__has_key="refusal").count() == 1
    world.fake.fails = None
    world.fake.change(1, title="Renamed there")
    world.later(60)
    assert sync_due(HOUSE)["synced"] == 1
    assert {one["title"] for one in world.fake.issues.values()} == {"Renamed there", "Second"}
    assert set(Task.objects.values_list("title", flat=True)) == {"Renamed there", "Second"}


def test_what_the_tracker_says_of_waiting_is_kept(github):
    task()
    github.fake.fails = lambda _asked: told({"message": "slow down"}, 429, retry_after="7200")
    github.sync()
    assert Tracker.objects.get().next_at == github.at + timedelta(hours=2)
    reset = str(int((github.at + timedelta(hours=5)).timestamp()))
    github.fake.fails = lambda _asked: told({}, 403, x_ratelimit_remaining="0", x_ratelimit_reset=reset)
    github.later(120)
    sync_due(HOUSE)
    assert Tracker.objects.get().next_at == github.at + timedelta(hours=3)
    assert [wait_after(n).seconds // 60 for n in (1, 2, 3, 4, 5, 6, 60)] == [1, 2, 5, 15, 30, 60, 60]


def test_many_issues_are_read_page_by_page(world):
    for n in range(60):
        task(f"Task {n}")
    world.sync()
    assert len(world.fake.issues) == 50
    world.sync()
    assert len(world.fake.issues) == 60
    world.fake.page_size = 7
    for n in range(1, 21):
        world.fake.change(n, title=f"Theirs {n}")
    world.sync()
    assert Task.objects.filter(title__startswith="Theirs").count() == 20
    assert len({one["title"] for one in world.fake.issues.values()}) == 60


def test_one_issue_that_was_deleted_holds_up_no_other(world):
    gone, other = task("Gone"), task("Other")
    world.sync()
    number = TrackedIssue.objects.get(task=gone).external_id
    del world.fake.issues[int(number)]
    planned(gone, title="Gone for good")
    planned(other, title="Other now")
    assert world.sync()["synced"] == 1
    assert "404" in TrackedIssue.objects.get(task=gone).refusal
    assert [one["title"] for one in world.fake.issues.values()] == ["Other now"]


def test_an_accepted_gap_closes_its_issue_and_stays_accepted(world):
    boss = person("Ada", Role.EXECUTIVE)
    made = task(owner=person("Ben", manager=boss))
    world.sync()
    accept_gap(user_of(boss).actor(), made, reason="Rare.", until=TODAY + timedelta(days=30))
    world.sync()
    assert world.fake.issues[1]["is_open"] is False
    world.fake.change(1, is_open=True)
    world.sync()
    assert Task.objects.get().state == "accepted"
    assert world.fake.issues[1]["is_open"] is False


def test_a_next_page_elsewhere_gets_no_token(github):
    github.fake.fails = lambda _asked: told([], link='<https://evil.example.org/x>; rel="next"')
    assert github.sync()["later"] == 1
    assert "another address" in Tracker.objects.get().refusal


def test_an_unchanged_list_is_asked_for_with_its_etag(github):
    task()
    for _ in range(3):
        github.sync()
    before = len(github.server.asked)
    assert github.sync()["synced"] == 1
    (asked,) = github.server.asked[before:]
    assert "if-none-match" in asked.headers
