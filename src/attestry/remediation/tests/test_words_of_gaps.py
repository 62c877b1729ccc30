"""What stands beside the task of a gap: found after its fix, back after it had gone, or accepted no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import SYSTEM
from attestry.frameworks.actions import sync_frameworks
from attestry.kit import clock
from attestry.people.actions.checklists import close_step, reopen_step
from attestry.people.actions.keeping import end_employment
from attestry.people.models import Checklist
from attestry.remediation.actions.moving import accept_gap, close_task, fix_task, verify_task
from attestry.remediation.models import Task
from attestry.remediation.queries.gaps import gap_list
from attestry.remediation.tests.samples import HOUSE, NOW, document, drawn, person, user_of
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db
BACK, STILL, OVER = "back since then", "still found", "which is over"


@pytest.fixture
def key():
    """A gap that comes and goes with the steps of a leaver's checklist."""
    with clock.simulated(NOW - timedelta(days=20)):
        sync_frameworks(SYSTEM)
        ensure_system(SYSTEM, "Payroll")
        end_employment(HOUSE, person("Lee"), ended_on=date(2026, 2, 18))
    with clock.simulated(NOW):
        yield f"people:checklist:{Checklist.objects.get().pk}:overdue"


@pytest.fixture
def words(key, client):
    """The words beside the gap's task, on the list of gaps."""
    client.force_login(user_of(person("Ada", Role.LEAD)))

    def said() -> set[str]:
        page = client.get("/gaps/", {"q": "checklist of Lee"}).content.decode()
        return {one for one in (BACK, STILL, OVER) if one in page.partition("<tbody>")[2]}

    return said


def line_of(key):
    return next((one for one in gap_list(clock.now()).lines if one.gap.key == key), None)


def fixed_and_verified(key):
    drawn(only=[key])
    made = Task.objects.get(gap_key=key, state="open")
    fix_task(HOUSE, made, entries=[document(f"Minutes of task {made.pk}").seq])
    return verify_task(user_of(person(f"Cem{made.pk}", Role.LEAD)).actor(), made)


def test_a_gap_that_is_found_after_its_fix_was_verified_or_its_task_closed_says_so(key, words):
    assert words() == set()
    made = fixed_and_verified(key)
    assert words() == {STILL}
    close_task(HOUSE, made)
    assert words() == {STILL}
    assert line_of(key).is_closed_too_early
    assert not line_of(key).needs_task


def test_a_gap_that_had_gone_and_is_back_says_so_and_gets_another_task(key, words):
    made = fixed_and_verified(key)
    for step in Checklist.objects.get().steps.all():
        close_step(HOUSE, step)
    assert line_of(key) is None
    drawn(only=[key])
    close_task(HOUSE, made)
    assert Task.objects.get().gap_gone_at is not None
    reopen_step(HOUSE, Checklist.objects.get().steps.first())
    assert words() == {BACK}
    assert not line_of(key).is_closed_too_early
    assert drawn(only=[key]) == 1
    assert Task.objects.filter(gap_key=key).count() == 2
    assert words() == set()


def test_a_gap_whose_acceptance_is_over_says_so_and_gets_another_task(key, words):
    drawn(only=[key])
    eve = user_of(person("Eve", Role.EXECUTIVE)).actor()
    accept_gap(eve, Task.objects.get(), reason="It is small.", until=NOW.date())
    assert (words(), line_of(key).needs_task) == (set(), False)
    with clock.simulated(NOW + timedelta(days=1)):
        assert words() == {OVER}
        assert drawn(only=[key]) == 1
        assert words() == set()
