from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from attestry.accounts.rules import Role
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.people.models import Team
from attestry.remediation.actions.bulk import edit_tasks, undo_edit
from attestry.remediation.actions.depending import add_dependency, remove_dependency
from attestry.remediation.actions.moving import (
    accept_gap,
    close_task,
    fix_task,
    reopen_task,
    start_task,
    verify_task,
)
from attestry.remediation.errors import (
    ChangedMeanwhile,
    DeadlinePassed,
    DependencyRefused,
    EvidenceMissing,
    NoSuchMove,
    NotSenior,
    NotYoursToVerify,
    NotYourTask,
    ReasonMissing,
    StillBlocked,
    TaskRefused,
    VerifierIsOwner,
)
from attestry.remediation.models import Task, TaskMove
from attestry.remediation.rules.task import Priority
from attestry.remediation.tests.samples import HOUSE, NOW, TODAY, document, person, planned, task, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def lead():
    return user_of(person("Ada", Role.LEAD)).actor()


def test_r161_a_gap_goes_from_open_to_closed_with_evidence_and_a_second_person(lead):
    owner, other = person("Ben", Role.OWNER), person("Cem", Role.OWNER)
    made = task(owner=owner, verifier=other)
    ben, cem = user_of(owner).actor(), user_of(other).actor()
    start_task(ben, made)
    with pytest.raises(EvidenceMissing):
        fix_task(ben, made, entries=[])
    with pytest.raises(TaskRefused, match="no entry 99"):
        fix_task(ben, made, entries=[99])
    shown = document()
    fix_task(ben, made, entries=[shown.seq])
    with pytest.raises(NotYoursToVerify, match="said that it is fixed"):
        verify_task(ben, made)
    verify_task(cem, made)
    close_task(lead, made)
    found = Task.objects.get()
    assert (found.state, found.fixed_by, found.verified_by) == ("closed", ben.key, cem.key)
    assert [one.to_state for one in found.moves.all()] == [
        "open",
        "in_progress",
        "fixed",
        "verified",
        "closed",
    ]
    fixed = JournalEntry.objects.get(act="remediation.work", after__state="fixed")
    assert fixed.after["entries"] == [shown.seq]


def test_r86_a_tool_task_closes_only_with_evidence_and_a_verifier_who_is_not_its_owner(lead):
    owner, other = person("Ben", Role.OWNER), person("Cem", Role.OWNER)
    made = task("Put in a scanner", owner=owner, tool_category="Vulnerability scanner", cost=4000)
    ben = user_of(owner).actor()
    with pytest.raises(NoSuchMove):
        close_task(lead, made)
    with pytest.raises(EvidenceMissing):
        fix_task(ben, made, entries=[])
    with pytest.raises(VerifierIsOwner):
        task("Other", owner=owner, verifier=owner)
    fix_task(lead, made, entries=[document().seq])
    with pytest.raises(NotYoursToVerify, match="they own the task"):
        verify_task(ben, made)
    planned(made, verifier=other)
    verify_task(user_of(other).actor(), made)
    assert close_task(lead, made).state == "closed"


def test_nobody_of_the_team_that_owns_a_task_verifies_it(lead):
    team = Team.objects.create(name="Platform")
    inside = person("Ben", Role.OWNER, team=team)
    with pytest.raises(VerifierIsOwner, match="in the team"):
        task(team=team, verifier=inside)
    made = task(team=team)
    fix_task(lead, made, entries=[document().seq])
    with pytest.raises(NotYoursToVerify, match="in the team"):
        verify_task(user_of(inside).actor(), made)
    with pytest.raises(NotYoursToVerify, match="signs in"):
        verify_task(HOUSE, made)


def test_a_reopened_task_wants_a_reason_and_new_evidence(lead):
    owner, other = person("Ben", Role.OWNER), person("Cem", Role.OWNER)
    made, old = task(owner=owner, verifier=other), document()
    ben, cem = user_of(owner).actor(), user_of(other).actor()
    fix_task(ben, made, entries=[old.seq])
    with pytest.raises(ReasonMissing):
        reopen_task(cem, made, reason=" ")
    reopen_task(cem, made, reason="The gate is open.")
    with pytest.raises(EvidenceMissing):
        fix_task(ben, made, entries=[old.seq])
    fix_task(ben, made, entries=[old.seq, document("Another").seq])
    assert TaskMove.objects.get(reason="The gate is open.").to_state == "open"


def test_somebody_elses_task_is_not_theirs_to_move():
    made = task(owner=person("Ben", Role.OWNER))
    stranger = user_of(person("Eve", Role.EMPLOYEE)).actor()
    for attempt in (
        lambda: start_task(stranger, made),
        lambda: fix_task(stranger, made, entries=[document().seq]),
        lambda: reopen_task(
            stranger, fix_task(HOUSE, task("B"), entries=[document("b").seq]), reason="Because."
        ),
    ):
        with pytest.raises(NotYourTask):
            attempt()


def test_r25_a_gap_is_accepted_only_by_somebody_senior_to_its_owner_until_a_day():
    boss = person("Ada", Role.LEAD)
    owner = person("Ben", Role.OWNER, manager=boss)
    peer = person("Cem", Role.LEAD)
    made, until = task(owner=owner), TODAY + timedelta(days=90)
    with pytest.raises(NotSenior):
        accept_gap(user_of(peer).actor(), made, reason="It is small.", until=until)
    with pytest.raises(ReasonMissing):
        accept_gap(user_of(boss).actor(), made, reason="", until=until)
    with pytest.raises(DeadlinePassed):
        accept_gap(user_of(boss).actor(), made, reason="It is small.", until=TODAY - timedelta(days=1))
    accept_gap(user_of(boss).actor(), made, reason="It is small.", until=until)
    assert Task.objects.filter(state="accepted", accepted_by="").count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.update(accepted_by="")


def test_a_deadline_in_the_past_is_refused_and_one_that_went_by_stays():
    with pytest.raises(DeadlinePassed):
        task(due_on=TODAY - timedelta(days=1))
    made = task(due_on=TODAY)
    with clock.simulated(NOW + timedelta(days=5)):
        planned(made, title="Renamed")
    assert Task.objects.get().is_overdue(TODAY + timedelta(days=5))


def test_two_who_change_one_task_both_see_both_versions_and_lose_nothing():
    made = task(due_on=TODAY)
    planned(made, title="Theirs")
    with pytest.raises(ChangedMeanwhile, match="title: theirs “Theirs”, yours “Mine”"):
        planned(made, title="Mine", revision=1)
    assert Task.objects.get().title == "Theirs"


def test_dependencies_do_not_go_round_and_hold_back_a_fix():
    first, second, third = task("A"), task("B"), task("C")
    add_dependency(HOUSE, second, needs=first)
    add_dependency(HOUSE, third, needs=second)
    with pytest.raises(DependencyRefused, match="circle"):
        add_dependency(HOUSE, first, needs=third)
    with pytest.raises(DependencyRefused, match="itself"):
        add_dependency(HOUSE, first, needs=first)
    with pytest.raises(StillBlocked, match="“A”"):
        fix_task(HOUSE, second, entries=[document().seq])
    remove_dependency(HOUSE, second, needs=first)
    assert fix_task(HOUSE, second, entries=[document("b").seq]).state == "fixed"


def test_a_bulk_edit_is_all_or_none_and_is_undone_while_nobody_changed_anything_since():
    owner = person("Ben")
    one, other = task("A"), task("B", verifier=owner)
    with pytest.raises(BulkRefused, match="Nothing was changed: B"):
        edit_tasks(HOUSE, [one.pk, other.pk], owner=owner)
    assert Task.objects.filter(owner=owner).count() == 0
    made = edit_tasks(HOUSE, [one.pk, other.pk], priority=Priority.LOW, due_on=TODAY)
    assert Task.objects.filter(priority=Priority.LOW, due_on=TODAY).count() == 2
    undo_edit(HOUSE, made)
    assert Task.objects.filter(priority=Priority.MEDIUM, due_on=TODAY + timedelta(days=30)).count() == 2
    with pytest.raises(UndoRefused):
        undo_edit(HOUSE, made)
    again = edit_tasks(HOUSE, [one.pk], priority=Priority.LOW)
    start_task(HOUSE, one)
    with pytest.raises(UndoRefused, match="changed since"):
        undo_edit(HOUSE, again)
