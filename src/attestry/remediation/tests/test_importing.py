"""Tasks are taken in from a list: all of it or nothing, each wrong line named, nothing going round."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.controls.tests.samples import load_library
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.csv_plan import PlanChanged
from attestry.kit.csv_rows import WrongLines
from attestry.kit.errors import Invalid
from attestry.people.models import Team
from attestry.remediation.actions.importing import import_tasks, plan_tasks
from attestry.remediation.models import Task, TaskDependency, TaskMove
from attestry.remediation.tests.samples import HOUSE, NOW, person, task, user_of
from attestry.ui.tests.lists import looked_at

pytestmark = pytest.mark.django_db
LIST = (
    b"title,why,owner,team,verifier,start,deadline,hours,priority,tool category,cost,controls,criteria,"
    b"needs\n"
    b"Buy a scanner,Nothing scans,ben@example.org,,cleo@example.org,2026-03-12,2026-04-01,12.5,high,"
    b"scanner,900,IAM-01,CC6.1 CC7.1,\n"
    b"Scan each night,,,Platform,cleo@example.org,,2026-05-01,8,,,,,,buy a scanner | Put a gate\n"
)


@pytest.fixture(autouse=True)
def _house():
    with clock.simulated(NOW):
        load_library()
        person("Ben")
        person("Cleo")
        person("Dan", team=Team.objects.create(name="Platform"))
        yield


def in_the_team(header, *lines, due_on="2026-04-01"):
    """A list whose tasks are all of one team and due on one day."""
    said = f",Platform,{due_on}\n"
    return f"{header},team,deadline\n{said.join([*lines, ''])}".encode()


def test_a_list_of_tasks_is_taken_in_with_owners_days_and_dependencies():
    gate = task()
    plan = plan_tasks(LIST)
    assert [one.title for one in plan.added] == ["Buy a scanner", "Scan each night"]
    import_tasks(HOUSE, LIST, seen=plan.digest())
    first, second = Task.objects.exclude(pk=gate.pk).order_by("pk")
    assert (first.owner.name, first.verifier.name, first.get_priority_display()) == ("Ben", "Cleo", "High")
    assert (str(first.starts_on), str(first.due_on), str(first.effort_hours)) == (
        "2026-03-12",
        "2026-04-01",
        "12.5",
    )
    assert (first.controls, first.criteria, first.tool_category) == (
        ["IAM-01"],
        ["CC6.1", "CC7.1"],
        "scanner",
    )
    assert (second.team.name, second.owner, second.due_on) == ("Platform", None, date(2026, 5, 1))
    needs = set(TaskDependency.objects.filter(task=second).values_list("needs", flat=True))
    assert needs == {first.pk, gate.pk}
    assert TaskMove.objects.filter(task=first, to_state="open").count() == 1
    assert JournalEntry.objects.get(subject="tasks").after["imported"] == 2


def test_the_same_list_again_adds_nothing_and_changes_nothing():
    task()
    import_tasks(HOUSE, LIST)
    before = list(Task.objects.values())
    plan = import_tasks(HOUSE, LIST)
    assert (len(plan.added), plan.unchanged_count) == (0, 2)
    assert list(Task.objects.values()) == before


def test_what_was_looked_at_is_what_is_taken_in():
    task()
    seen = plan_tasks(LIST).digest()
    task("Buy a scanner")
    with pytest.raises(PlanChanged):
        import_tasks(HOUSE, LIST, seen=seen)
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A,nobody@example.org,,,,,", "line 3: owner: nobody works here under “nobody@example.org”"),
        ("A,ben@example.org,Platform,,,,", "line 3: owner: a task belongs to a person or to a team."),
        ("A,ben@example.org,,ben@example.org,,,", "line 3: verifier: Ben cannot verify, since they own"),
        ("A,,Platform,dan@example.org,,,", "line 3: verifier: Dan cannot verify, since they are in the team"),
        ("A,,Nobody,,,,", "line 3: team: there is no team “Nobody”"),
        ("A,,,,2026-05-02,2026-05-01,", "line 3: deadline: it lies before the start."),
        ("A,,,,,2026-03-09,", "line 3: deadline: 9 Mar 2026 is past."),
        ("A,,,,,tomorrow,", "line 3: deadline: “tomorrow” is no day"),
        (",,,,,,", "line 3: title: it is empty"),
        ("first,,,,,,", "line 3: title: “first” stands on line 2 too"),
        ("A,ben@example.org,,,,2026-04-01,Nothing there", "line 3: needs: no task is called “nothing there”"),
        ("A,ben@example.org,,,,2026-04-01,A", "line 3: needs: it goes round in a circle, “A” needs “A”"),
    ],
)
def test_one_wrong_line_is_named_and_nothing_is_taken_in(line, said):
    header = "title,owner,team,verifier,start,deadline,needs"
    first, last = (f"{one},ben@example.org,,,,2026-04-01," for one in ("First", "Last"))
    text = f"{header}\n{first}\n{line if line != ',,,,,,' else ',ben@example.org,,,,,'}\n{last}\n"
    with pytest.raises(WrongLines) as refusal:
        import_tasks(HOUSE, text.encode())
    assert any(one.startswith(said) for one in refusal.value.lines), refusal.value.lines
    assert not Task.objects.exists()


def test_every_wrong_line_is_named_at_once():
    lines = ("A,now,,,", "B,,many,,", "C,,,XXX-01,", "D,,,,CC99")
    whose = ",ben@example.org,2026-04-01\n"
    text = f"title,priority,hours,controls,criteria,owner,deadline\n{whose.join([*lines, ''])}".encode()
    with pytest.raises(WrongLines) as refusal:
        plan_tasks(text)
    assert [re.match(r"line (\d): (\w+)", one).groups() for one in refusal.value.lines] == [
        ("2", "priority"), ("3", "hours"), ("4", "controls"), ("5", "criteria"),
    ]  # fmt: skip


def test_a_circle_over_several_lines_is_told_as_the_way_round():
    with pytest.raises(WrongLines) as refusal:
        plan_tasks(in_the_team("title,needs", "A,B", "B,C", "C,A", "D,A"))
    (said,) = refusal.value.lines
    assert said.startswith("line 2: needs: it goes round in a circle")
    assert said.count("needs “") == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"task,titel\n1,A\n", "column “title” is missing"),
        (b"title,owner\nA,ben@example.org\n", "column “deadline” is missing"),
        (b"title,title\nA,A\n", "stands twice"),
        (b"title\n\xff\n", "not UTF-8"),
        (b"", "column “title” is missing"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(text, said):
    with pytest.raises(Invalid, match=said):
        plan_tasks(text)


def test_fifty_thousand_lines_are_read_in_a_handful_of_queries(django_assert_max_num_queries):
    rows = (f"Task {n},Task {n - 1}" if n else "Task 0," for n in range(50_000))
    with django_assert_max_num_queries(6):
        assert len(plan_tasks(in_the_team("title,needs", *rows)).added) == 50_000
    with pytest.raises(Invalid, match="more than 100,000 rows"):
        plan_tasks(b"title,deadline\n" + b"A,\n" * 100_001)


def test_a_list_is_shown_before_it_is_taken_in_through_the_page(client):
    client.force_login(user_of(person("Ada", Role.LEAD)))
    assert "Import CSV" in client.get("/tasks/").content.decode()
    task()
    handed_in = {
        "file": SimpleUploadedFile("tasks.csv", LIST.replace(b"Nothing scans", b"<script>x</script>"))
    }
    shown = client.post("/tasks/import/", handed_in)
    page = shown.content.decode()
    assert "Buy a scanner" in page
    assert "<script>x" not in page
    assert Task.objects.count() == 1
    client.post("/tasks/import/", looked_at(shown))
    assert Task.objects.count() == 3
    wrong = {"file": SimpleUploadedFile("tasks.csv", in_the_team("title", "X", due_on="2020-01-01"))}
    answer = client.post("/tasks/import/", wrong)
    assert (answer.status_code, "line 2: deadline: 1 Jan 2020 is past" in answer.content.decode()) == (
        422,
        True,
    )


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.EXECUTIVE, Role.AUDITOR])
def test_only_who_plans_takes_a_list_in(client, role):
    client.force_login(somebody("Eve", role))
    assert client.get("/tasks/import/").status_code == 403
    assert client.post("/tasks/import/", {"file": SimpleUploadedFile("t.csv", LIST)}).status_code == 403
    assert not Task.objects.exists()
