"""The gaps of a readiness report and the tasks on the board are the same ones, and go together."""

from __future__ import annotations

from datetime import timedelta

from attestry.accounts.rules import Role
from attestry.kit import clock
from attestry.readiness.tests.samples import HOUSE, a_document, a_test_of, an_answer
from attestry.remediation.actions.bulk import edit_tasks
from attestry.remediation.actions.moving import close_task, fix_task, verify_task
from attestry.remediation.models import Task
from attestry.remediation.tests.samples import drawn, person, user_of
from attestry.reports.kinds import kind_named
from attestry.reports.kinds.readiness.tasks import NO_TASK
from attestry.reports.tests.test_readiness_report import asked_of

KINDS = ("missing", "failing", "unknown")


def gaps_of(system):
    """Each gap of the report by its control or criterion, with what it says of its task."""
    found = kind_named("readiness").build(asked_of(system)).facts["gaps"]
    lines = [line for kind in KINDS for line in found[kind]]
    assert found["total"] == len(lines)
    return {line[0]: line[6] for line in lines}


def on_the_board(references):
    """How many tasks the board shows of these gaps."""
    keys = [f"{kind}:{one}" for one in references for kind in ("control", "criterion")]
    return Task.objects.filter(gap_key__in=keys).count()


def test_r105_gaps_in_the_report_are_as_many_as_tasks_and_closing_them_changes_their_state(system):
    an_answer(a_test_of("IAM-02"), failed=3)
    before = gaps_of(system)
    assert set(before.values()) == {NO_TASK}
    drawn()
    found = gaps_of(system)
    assert len(found) == on_the_board(found) > 50
    assert NO_TASK not in found.values()
    task = Task.objects.get(gap_key="control:IAM-02")
    ben, cem = person("Ben", Role.OWNER), person("Cem", Role.OWNER)
    edit_tasks(HOUSE, [task.pk], owner=ben, verifier=cem, due_on=clock.now().date() + timedelta(days=9))
    fix_task(user_of(ben).actor(), task, entries=[a_document("IAM-02").seq])
    assert gaps_of(system)["IAM-02"].startswith("Fixed, ")
    verify_task(user_of(cem).actor(), task, reason="Looked at again.")
    close_task(HOUSE, task)
    assert gaps_of(system)["IAM-02"].startswith("Closed")
    an_answer(a_test_of("IAM-02"), passed=3, days_ago=0.01)
    assert set(found) - set(gaps_of(system)) == {"IAM-02"}
