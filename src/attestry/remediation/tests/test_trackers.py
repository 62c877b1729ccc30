import re
from contextlib import ExitStack

import pytest

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.remediation.actions.moving import close_task, fix_task, reopen_task, verify_task
from attestry.remediation.models import Task, TaskMove, TrackedIssue
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.tests.samples import HOUSE, document, person, planned, task, user_of
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


def test_a_task_gets_one_issue_and_the_same_sync_again_changes_nothing(world):
    made = task("Put <b>a gate</b>", why="Nobody checks.")
    assert world.sync() == {"synced": 1, "later": 0}
    (issue,) = world.fake.issues.values()
    assert issue["title"] == "Put <b>a gate</b>"
    assert "Nobody checks." in issue["text"]
    assert re.search(rf"^Attestry: Open \(attestry-task-[0-9a-f]{{8}}-{made.pk}\)$", issue["text"], re.M)
    world.writes()
    before = JournalEntry.objects.count(), Task.objects.values().get()
    for _ in range(3):
        assert world.sync()["synced"] == 1
    assert world.writes() == []
    assert (JournalEntry.objects.count(), Task.objects.values().get()) == before


def test_titles_go_both_ways_and_the_task_holds_where_both_changed(world):
    made = task("Put a gate")
    world.sync()
    world.fake.change(1, title="Put a high gate")
    world.sync()
    made.refresh_from_db()
    assert made.title == "Put a high gate"
    planned(made, title="Put a low gate")
    world.sync()
    assert world.fake.issues[1]["title"] == "Put a low gate"
    planned(made, title="Ours")
    world.fake.change(1, title="Theirs")
    world.sync()
    assert (Task.objects.get().title, world.fake.issues[1]["title"]) == ("Ours", "Ours")
    assert JournalEntry.objects.filter(after__overruled="Theirs").count() == 1
    world.writes()
    world.sync()
    assert world.writes() == []


def test_an_issue_that_is_closed_fixes_only_with_evidence_and_never_closes_the_task(world):
    task()
    world.sync()
    world.fake.change(1, is_open=False)
    world.sync()
    assert Task.objects.get().state == "open"
    assert "Evidence" in TrackedIssue.objects.get().note
    assert "Attestry: Open, closed here, evidence is missing (" in world.fake.issues[1]["text"]
    assert world.fake.issues[1]["is_open"] is False
    entry = document()
    world.fake.change(1, text=world.fake.issues[1]["text"] + f"\n\nEvidence: entry {entry.seq}")
    world.sync()
    assert Task.objects.get().state == "fixed"
    assert Task.objects.get().evidence.get().entry_id == entry.seq
    assert "Attestry: Fixed (" in world.fake.issues[1]["text"]
    assert "closed in Board" in TaskMove.objects.order_by("-pk").first().reason


def test_closing_here_closes_there_and_opening_again_on_either_side_opens_the_other(world):
    made = task(owner=person("Ben"), verifier=person("Cem", Role.LEAD))
    world.sync()
    fix_task(HOUSE, made, entries=[document().seq])
    verify_task(user_of(made.verifier).actor(), made)
    close_task(HOUSE, made)
    world.sync()
    assert world.fake.issues[1]["is_open"] is False
    world.fake.change(1, is_open=True)
    world.sync()
    assert Task.objects.get().state == "open"
    assert world.fake.issues[1]["is_open"] is True
    text = f"{world.fake.issues[1]['text']}\nEvidence: entry {document('B').seq}"
    world.fake.change(1, is_open=False, text=text)
    world.sync()
    assert Task.objects.get().state == "fixed"
    world.later()
    reopen_task(HOUSE, made, reason="It fell over.")
    world.sync()
    assert world.fake.issues[1]["is_open"] is True
    assert Task.objects.get().state == "open"


def test_an_issue_that_was_made_but_not_answered_is_not_made_twice(world):
    task()
    real, cut = world.fake.answered, {"left": 1}

    def cut_after_making(asked, path, query, body):
        answer = real(asked, path, query, body)
        if asked.method == "POST" and cut["left"]:
            cut["left"] = 0
            raise ConnectionAbortedError
        return answer

    world.fake.answered = cut_after_making
    assert world.sync() == {"synced": 0, "later": 1}
    assert len(world.fake.issues) == 1
    assert world.sync() == {"synced": 1, "later": 0}
    assert len(world.fake.issues) == 1
    assert TrackedIssue.objects.get().external_id == "1"
