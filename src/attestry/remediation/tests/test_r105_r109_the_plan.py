"""The gaps of a readiness assessment are the plan: each a task, and what is late is seen on the next day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.actions.adopting import adopt_all_for_scope
from attestry.controls.models import Control
from attestry.controls.tests.samples import load_library
from attestry.frameworks.actions import sync_frameworks
from attestry.kit import clock
from attestry.notices.models import Notice
from attestry.readiness.queries.standings import scoped_references, standings
from attestry.readiness.tests.samples import a_test_of, an_answer
from attestry.remediation.actions.depending import add_dependency
from attestry.remediation.actions.reminding import remind_due
from attestry.remediation.models import Task
from attestry.remediation.queries.gaps import gap_list
from attestry.remediation.queries.schedule import burn_down
from attestry.remediation.queries.tasks import task_counts
from attestry.remediation.tests.samples import HOUSE, NOW, TODAY, drawn, person, task, user_of
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    with clock.simulated(NOW):
        load_library()
        sync_frameworks(HOUSE)
        yield ensure_system(HOUSE, "Payroll")


def test_r105_as_many_gaps_are_found_as_tasks_stand_on_the_board(system):
    drawn()
    found = gap_list(NOW)
    assert {one.gap.key for one in found.lines} == set(Task.objects.values_list("gap_key", flat=True))
    assert len(found.lines) == Task.objects.count() > 0


def with_a_gap():
    """The criteria that some gap names, by itself or by a control that speaks to it."""
    speaking = {
        one.key: set(one.mappings.values_list("reference", flat=True)) for one in Control.objects.all()
    }
    found = gap_list(clock.now()).lines
    named = {reference for one in found for reference in one.gap.criteria}
    return named.union(*(speaking[key] for one in found for key in one.gap.controls))


def test_r106_no_criterion_in_scope_that_is_not_ready_is_without_a_gap(system):
    assert set(scoped_references(system)) - with_a_gap() == set(), "Nothing is in use yet, so none is ready."
    adopt_all_for_scope(HOUSE, system)
    an_answer(a_test_of("IAM-02"), failed=3)
    an_answer(a_test_of("CHG-02"), passed=3)
    found = standings(system, at=clock.now()).in_scope
    waiting = {one.reference for one in found if one.outcome is not Outcome.PASS}
    assert {Outcome.FAIL, Outcome.UNKNOWN} <= {one.outcome for one in found}
    assert waiting - with_a_gap() == set()


def test_r109_a_day_after_its_day_a_task_is_late_owner_and_lead_are_told_and_what_waits_is_shown(client):
    ada, ben = person("Ada", Role.LEAD), person("Ben", Role.OWNER)
    client.force_login(user_of(ada))
    with clock.simulated(NOW):
        late = task("Rotate the keys", owner=ben, due_on=TODAY)
        waiting = task("Write down how", owner=ben, due_on=TODAY + timedelta(days=30))
        add_dependency(HOUSE, waiting, needs=late)
        assert task_counts(TODAY).overdue == 0
        assert "Rotate the keys" not in client.get("/tasks/?due=overdue").content.decode()
    tomorrow = TODAY + timedelta(days=1)
    with clock.simulated(NOW + timedelta(days=1)):
        assert task_counts(tomorrow).overdue == 1
        listed = client.get("/tasks/?due=overdue").content.decode()
        assert "Rotate the keys" in listed
        assert "Write down how" not in listed
        remind_due(HOUSE)
        told = {one.recipient: one.text for one in Notice.objects.all()}
        assert set(told) == {ben.email, ada.email}
        assert all("Rotate the keys: was due on 10 Mar 2026, 1 day ago" in text for text in told.values())
        assert "Write down how" not in "".join(told.values())
        assert "Rotate the keys" in client.get(f"/tasks/{waiting.pk}/").content.decode()
        been, _ = burn_down(tomorrow)
        assert been[-1].left == 2, "What is late is left."
