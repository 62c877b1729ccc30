"""The rules of the register: fields, reporting lines, occasions for checklists, and plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.kit.csv_rows import csv_rows
from attestry.people.rules.checklist import ChecklistKind, occasions
from attestry.people.rules.duty import Duty, owed
from attestry.people.rules.facts import PersonFacts, complaints
from attestry.people.rules.plan import OPTIONAL, REQUIRED, plan_of, read_people
from attestry.people.rules.reporting import levels, reporting_cycle

TODAY = date(2026, 3, 10)
ADA = PersonFacts("ada@example.org", "Ada", date(2024, 1, 2), team="Core")


def read(text, known=None):
    return read_people(csv_rows(text.encode(), required=REQUIRED, optional=OPTIONAL), known or {})


def test_a_person_needs_an_address_a_name_and_an_end_after_the_start():
    wrong = replace(ADA, email="ada", name="", ended_on=date(2023, 1, 1), engagement="pirate")
    assert [field for field, _ in complaints(wrong)] == ["email", "name", "engagement", "ended_on"]
    assert list(complaints(ADA)) == []


def test_a_reporting_line_in_a_circle_is_named_person_by_person():
    assert reporting_cycle({"a": "b", "b": "c", "c": ""}) == ()
    assert reporting_cycle({"x": "a", "a": "b", "b": "c", "c": "a"}) == ("a", "b", "c")


@settings(deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=30), min_size=1, max_size=30))
def test_levels_put_every_manager_before_their_reports(bosses):
    manager_of = {str(n): str(boss) if boss < n else "" for n, boss in enumerate(bosses)}
    assert reporting_cycle(manager_of) == ()
    seen: set[str] = set()
    for row in levels(manager_of):
        assert all(not manager_of[one] or manager_of[one] in seen for one in row)
        seen.update(row)
    assert seen == set(manager_of)


def test_joining_moving_and_leaving_each_call_for_their_checklist():
    kinds = lambda before, after: [one.kind for one in occasions(before, after, TODAY)]  # noqa: E731
    assert kinds(None, replace(ADA, started_on=TODAY)) == [ChecklistKind.JOINER]
    assert kinds(None, ADA) == []
    assert kinds(ADA, replace(ADA, team="Sales")) == [ChecklistKind.MOVER]
    assert kinds(ADA, replace(ADA, ended_on=TODAY)) == [ChecklistKind.LEAVER]
    assert kinds(ADA, replace(ADA, name="Ada B.")) == []
    assert kinds(None, replace(ADA, ended_on=TODAY - timedelta(days=200))) == []


def test_every_wrong_line_of_a_list_is_named():
    _, wrong = read(
        "email,name,started_on,ended_on,manager_email\n"
        "a@x.org,A,2024-01-01,,\n"
        "A@x.org,A again,2024-01-01,,\n"
        "b@x.org,B,2024-01-01,2023-01-01,\n"
        "c@x.org,C,tomorrow,,\n"
        "d@x.org,D,2024-01-01,,nobody@x.org\n"
    )
    assert [line.partition(":")[0] for line in wrong] == ["line 3", "line 4", "line 5", "line 6"]


def test_a_circle_through_the_register_and_the_list_is_refused():
    known = {"ada@example.org": replace(ADA, manager_email="ben@example.org")}
    _, wrong = read(
        "email,name,started_on,manager_email\nben@example.org,Ben,2024-01-01,ada@example.org\n", known
    )
    assert "circle" in wrong[0]


def test_a_column_that_is_left_out_leaves_what_is_known():
    known = {ADA.email: ADA}
    people, wrong = read("email,name,started_on\nADA@example.org,Ada B.,2024-01-02\n", known)
    assert (people, wrong) == ([replace(ADA, name="Ada B.")], [])
    plan = plan_of(people, known, ["Core"], TODAY)
    assert [one.fields for one in plan.changes] == [(("name", "Ada", "Ada B."),)]
    assert (plan.added, plan.missing, plan.new_teams) == ((), (), ())


def test_what_is_owed_is_told_apart_by_how_near_it_is():
    days = {"late": -1, "today": 0, "week": 7, "far": 8}
    duties = [Duty("policy", name, "/", TODAY + timedelta(days=n)) for name, n in days.items()]
    duties += [Duty("policy", "someday", "/", None), Duty("policy", "done", "/", TODAY, done_on=TODAY)]
    found = owed(duties, TODAY)
    titles = [[one.title for one in group] for _, group in found.groups]
    assert titles == [["today", "week"], ["far", "someday"]]
    assert (found.first.title, len(found.overdue)) == ("late", 1)
    assert owed([], TODAY).first is None
