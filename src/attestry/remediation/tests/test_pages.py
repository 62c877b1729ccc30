import re
from datetime import timedelta
from pathlib import Path

import pytest

import attestry
from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import adopt_control
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.controls.tests.samples import SYSTEM
from attestry.frameworks.actions import sync_frameworks
from attestry.journal.models import BulkEdit
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.people.actions.keeping import add_team
from attestry.people.models import Team
from attestry.remediation.actions.bulk import edit_tasks
from attestry.remediation.models import Task
from attestry.remediation.queries.burdens import burdens
from attestry.remediation.queries.gaps import gap_list
from attestry.remediation.tests.samples import (
    HOUSE,
    NOW,
    TODAY,
    document,
    drawn,
    person,
    somebody_here,
    task,
    user_of,
)
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db
OF_ITSELF, OF_A_ROOM = 30, 5  # queries: of a page with its frame; of each room that finds gaps by itself
PAGES = ("/tasks/", "/my-tasks/", "/tasks/plan/", "/gaps/", "/gaps/make/")


@pytest.fixture(autouse=True)
def morning():
    with clock.simulated(NOW):
        sync_frameworks(SYSTEM)
        sync_control_library(SYSTEM)
        ensure_system(SYSTEM, "Payroll")
        yield


@pytest.fixture
def lead(client):
    client.force_login(user_of(person("Ada", Role.LEAD)))
    return client


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_however_many_tasks_there_are(lead, path, django_assert_max_num_queries):
    task("First", due_on=TODAY)
    lead.get(path)
    rooms = len(list(Path(attestry.__file__).parent.glob("*/gaps.py"))) if path.startswith("/gaps/") else 0
    with django_assert_max_num_queries(OF_ITSELF + OF_A_ROOM * rooms) as first:
        assert lead.get(path).status_code == 200
    people = [person(f"P{n}", team=Team.objects.create(name=f"T{n}")) for n in range(5)]
    for n in range(70):
        task(f"Task {n}", owner=people[n % 5], due_on=TODAY + timedelta(days=n))
    with django_assert_max_num_queries(len(first)):
        lead.get(path)


def test_every_gap_becomes_one_task_however_often_it_is_asked(lead):
    found = gap_list(NOW)
    assert len(found.lines) > 50
    shown = words(lead.get("/gaps/make/"))
    assert f"Make {len(found.lines)} tasks" in shown
    olive = somebody_here()
    sent = {"owner": f"p{olive.pk}", "urgent_on": "2026-04-09", "due_on": "2026-06-08"}
    page = words(lead.post("/gaps/make/", sent, follow=True))
    assert f"Tasks made: {len(found.lines)}." in page
    assert Task.objects.count() == len(found.lines)
    assert drawn() == 0
    made = Task.objects.filter(gap_key__startswith="control:").order_by("pk").first()
    assert (made.kind, made.effort_hours > 0, made.priority) == ("missing", True, 2)
    assert (made.owner, str(made.due_on)) == (olive, "2026-04-09")


def test_r162_missing_and_inadequate_are_counted_apart_and_their_sum_is_all_gaps(lead):
    for one in Control.objects.filter(key__startswith="IAM"):
        adopt_control(HOUSE, one)
    found = gap_list(NOW)
    assert found.by_kind["missing"] > 0
    assert sum(found.by_kind.values()) == len(found.lines)
    assert found.by_kind["inadequate"] > 0
    counted = figures(words(lead.get("/gaps/")))
    assert counted["Gaps"] == counted["Missing"] + counted["Inadequate"] + counted["Not operating"]
    assert (counted["Missing"], counted["Inadequate"]) == (
        found.by_kind["missing"],
        found.by_kind["inadequate"],
    )
    listed = lead.get("/gaps/?kind=missing&format=csv")
    rows = b"".join(listed.streaming_content).decode().splitlines()[1:]
    assert len(rows) == found.by_kind["missing"]


def figures(page):
    """The figures of a page by their labels."""
    told = r'class="figure-label">([^<]+)</span>\s*<span class="figure-value">(?:<a [^>]*>)?([\d,]+)'
    found = re.findall(told, page)
    return {label.strip(): int(number.replace(",", "")) for label, number in found}


def test_r138_tasks_and_hours_by_team_and_month_equal_what_was_assigned_and_a_limit_warns(lead):
    core, web = add_team(HOUSE, name="Core"), add_team(HOUSE, name="Web")
    april = TODAY.replace(month=4, day=2)
    ben, _ = person("Ben", team=core), person("Wen", team=web)
    task("A", team=core, due_on=TODAY, effort_hours=10)
    task("B", owner=ben, due_on=TODAY, effort_hours=15)
    task("C", team=core, due_on=april, effort_hours=4)
    task("D", team=web, due_on=april, effort_hours=8)
    lead.post("/tasks/plan/", {"team": "Core", "hours": "20"})
    carried = {(one.team, one.month.month): (one.tasks, one.hours, one.is_over) for one in burdens()}
    assert carried == {
        ("Core", 3): (2, 25.0, True),
        ("Core", 4): (1, 4.0, False),
        ("Web", 4): (1, 8.0, False),
    }
    assert "20 hours: 5.0 too many" in words(lead.get("/tasks/plan/"))


def test_r161_a_fix_is_shown_and_verified_by_a_second_person_through_the_page(lead, client):
    owner, other = person("Ben", Role.EMPLOYEE), person("Cem", Role.OWNER)
    form = {
        "title": "<script>alert(1)</script>",
        "why": "<b>Why</b>",
        "priority": "2",
        "owner": f"p{owner.pk}",
        "due_on": "2026-03-20",
    }
    page = words(lead.post("/tasks/add/", {**form, "verifier": f"p{owner.pk}"}))
    assert "cannot verify" in page
    assert "is past" in words(lead.post("/tasks/add/", {**form, "due_on": "2026-03-09"}))
    page = words(lead.post("/tasks/add/", {**form, "verifier": f"p{other.pk}"}, follow=True))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    made = Task.objects.get()
    client.force_login(user_of(owner))
    assert "&lt;script&gt;" in words(client.get("/my-tasks/"))
    move = f"/tasks/{made.pk}/move/"
    assert "nothing shows that it is fixed" in words(client.post(move, {"move": "fix"}, follow=True))
    client.post(move, {"move": "fix", "entries": str(document().seq)})
    assert client.post(move, {"move": "verify"}).status_code == 403
    client.force_login(user_of(other))
    client.post(move, {"move": "verify", "reason": "<i>Looked</i>"})
    assert client.post(move, {"move": "close"}).status_code == 403
    lead.force_login(user_of(person("Dan", Role.LEAD)))
    assert "&lt;i&gt;Looked" in words(lead.post(move, {"move": "close"}, follow=True))
    assert Task.objects.get().state == "closed"


def test_an_employee_sees_no_task_of_others(client):
    made = task(owner=person("Ben"))
    client.force_login(user_of(person("Eve", Role.EMPLOYEE)))
    for path in (f"/tasks/{made.pk}/", "/tasks/99999/", "/tasks/", "/gaps/", "/tasks/plan/"):
        assert client.get(path).status_code == 403
    assert "Put a gate" not in words(client.get("/my-tasks/"))


def test_several_tasks_are_changed_and_put_back_through_the_page(lead):
    one, other = task("A"), task("B")
    lead.post("/tasks/bulk/", {"chosen": [one.pk, other.pk], "bulk-priority": "1"})
    assert set(Task.objects.values_list("priority", flat=True)) == {1}
    assert "Undo" in words(lead.get("/tasks/"))
    lead.post(f"/tasks/bulk/{BulkEdit.objects.get().pk}/undo/")
    assert set(Task.objects.values_list("priority", flat=True)) == {3}
    assert edit_tasks(HOUSE, [one.pk], due_on=TODAY).said == "1 task: due on 10 Mar 2026"


def test_two_hundred_tasks_cost_as_many_questions_as_ten(lead):
    numbers = [task(f"Task {n}").pk for n in range(200)]
    assert_rows_do_not_multiply(
        lead, "/tasks/bulk/", numbers, {"bulk-priority": "1"}, {"bulk-due_on": str(TODAY)}
    )


def test_the_list_is_exported_with_no_formula(lead):
    task("=1+1")
    said = b"".join(lead.get("/tasks/?format=csv").streaming_content).decode()
    assert "'=1+1" in said
