"""What is typed wrong is refused with the field, stands in the form again, and writes nothing."""

import re

import pytest

from attestry.accounts.rules import Role
from attestry.journal.models import BulkEdit
from attestry.kit import clock
from attestry.people.models import Team
from attestry.remediation.models import Task, TaskDependency, TeamCapacity
from attestry.remediation.tests.samples import NOW, person, task, user_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
TYPED = {"title": "Put a gate", "why": "It stands open.", "priority": "2"}


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def lead(client):
    client.force_login(user_of(person("Ada", Role.LEAD)))
    return client


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"due_on": "2026-03-09"}, "Deadline: 9 Mar 2026 is past."),
        ({"due_on": "soon"}, "Enter a valid date"),
        ({"starts_on": "2026-04-02", "due_on": "2026-04-01"}, "Deadline: it lies before the start."),
        ({"effort_hours": "-1"}, "greater than or equal to 0"),
        ({"cost": "many"}, "Enter a number"),
        ({"priority": "9"}, "Select a valid choice"),
        ({"owner": "p999"}, "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("page", ["/tasks/add/", "edit"])
def test_a_wrong_field_is_refused_and_what_was_typed_still_stands(lead, page, wrong, said):
    made = task() if page == "edit" else None
    before = list(Task.objects.values())
    typed = {**TYPED, "why": f"Typed {SCRIPT}", **wrong}
    answer = lead.post(f"/tasks/{made.pk}/edit/" if made else page, {**typed, "revision": "1"})
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Typed &lt;script&gt;" in words(answer)
    assert SCRIPT not in words(answer)
    assert list(Task.objects.values()) == before


def test_script_in_every_text_of_a_task_is_shown_as_text_everywhere(lead):
    owner = person("Ben")
    typed = {
        **TYPED, "title": SCRIPT, "why": SCRIPT, "tool_category": SCRIPT, "owner": f"p{owner.pk}",
    }  # fmt: skip
    lead.post("/tasks/add/", {**typed, "due_on": "2026-03-20"})
    made = Task.objects.get()
    lead.post(f"/tasks/{made.pk}/move/", {"move": "start", "reason": SCRIPT})
    Team.objects.create(name=SCRIPT[:60])
    for path in ("/tasks/", f"/tasks/{made.pk}/", f"/tasks/{made.pk}/edit/", "/tasks/plan/", "/tasks/add/"):
        page = words(lead.get(path))
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;alert" in page, path


@pytest.mark.parametrize(
    ("path", "sent", "said"),
    [
        ("/tasks/plan/", {"team": "Nobody", "hours": "8"}, "no whole number of a team"),
        ("/tasks/plan/", {"team": "Core", "hours": "-8"}, "no whole number of a team"),
        ("/tasks/bulk/", {"task": ["999"], "bulk-priority": "1"}, "One of the tasks is not there"),
        ("/tasks/bulk/", {"bulk-priority": "1"}, "No task was chosen"),
        ("/tasks/bulk/", {"task": ["1"], "bulk-due_on": "2020-01-01"}, "1 Jan 2020 is past"),
        ("/tasks/bulk/", {"task": ["1"]}, "Nothing was said to change"),
    ],
)
def test_a_wrong_plan_or_bulk_edit_is_refused_with_the_reason(lead, path, sent, said):
    Team.objects.create(name="Core")
    made = task()
    sent = {**sent, "chosen": [str(made.pk)] if sent.get("task") == ["1"] else sent.get("task", [])}
    before = list(Task.objects.values())
    assert said in words(lead.post(path, sent, follow=True))
    assert list(Task.objects.values()) == before
    assert not BulkEdit.objects.exists()
    assert not TeamCapacity.objects.exists()


def test_a_circle_of_needs_is_refused_through_the_page_and_the_way_round_is_told(lead):
    first, second, third = (task(name) for name in ("First", "Second", "Third"))
    lead.post(f"/tasks/{first.pk}/needs/", {"needs": second.pk})
    lead.post(f"/tasks/{second.pk}/needs/", {"needs": third.pk})
    page = words(lead.post(f"/tasks/{third.pk}/needs/", {"needs": first.pk}, follow=True))
    assert re.search("go round in a circle.*“First” needs “Second” needs “Third”", page)
    assert TaskDependency.objects.count() == 2
    for wrong in ("999999", "x", ""):
        assert "There is no task" in words(
            lead.post(f"/tasks/{first.pk}/needs/", {"needs": wrong}, follow=True)
        )


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.AUDITOR, Role.EXECUTIVE])
def test_who_may_not_is_refused_and_nothing_is_lost(client, role):
    made = task()
    client.force_login(user_of(person("Eve", role)))
    for path in ("/tasks/add/", f"/tasks/{made.pk}/edit/", "/tasks/bulk/", f"/tasks/{made.pk}/needs/"):
        assert client.post(path, {**TYPED, "chosen": [made.pk], "needs": made.pk}).status_code == 403, path
    assert Task.objects.get().title == made.title
