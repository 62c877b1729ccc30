"""Reads: courses, who owes them, and how far they cover the people who work here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from attestry.people.models import Person
from attestry.people.queries.register import everybody
from attestry.people.rules.employment import works_here
from attestry.training.errors import CourseUnknown
from attestry.training.models import Completion, Course, CourseAssignment, CourseVersion
from attestry.training.rules.standing import Standing, State, standing


@dataclass(frozen=True, slots=True)
class Line:
    """One person who owes a course, and where they stand."""

    person: Person
    assigned_on: date
    standing: Standing
    last: Completion | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A course against the list of people. Leavers are not counted; they are told apart."""

    course: Course
    lines: tuple[Line, ...]
    leavers: tuple[Line, ...]

    @property
    def leaver_count(self) -> int:
        """How many left, and are not counted."""
        return len(self.leavers)

    def count(self, state: State) -> int:
        """How many of those who work here stand so."""
        return sum(1 for line in self.lines if line.standing.state is state)

    @property
    def done_count(self) -> int:
        """How many are done."""
        return self.count(State.DONE)

    @property
    def due_count(self) -> int:
        """How many still have time."""
        return self.count(State.DUE)

    @property
    def overdue(self) -> list[Line]:
        """Whose day is over."""
        return [line for line in self.lines if line.standing.state is State.OVERDUE]

    @property
    def late_joiners(self) -> list[Line]:
        """Who joined and did not finish within the set days."""
        return [line for line in self.lines if line.standing.is_late_joiner]


def courses() -> QuerySet[Course]:
    """The courses in use, by title."""
    return Course.objects.filter(retired_at=None)


def course_named(key: str) -> Course:
    """One course. Raises CourseUnknown."""
    found = Course.objects.filter(key=key).first()
    if found is None:
        raise CourseUnknown(key)
    return found


def current_version(course: Course) -> CourseVersion | None:
    """The version that was published last."""
    return course.versions.order_by("-number").first()


def coverages(of: Iterable[Course], today: date) -> list[Coverage]:
    """Each course against the people who owe it on a day; in three queries."""
    wanted = list(of)
    if not wanted:
        return []
    people = list(everybody().filter(started_on__lte=today).order_by("name", "pk"))
    return _coverages(wanted, people, today)


def owed_by(person: Person, today: date) -> list[tuple[Course, Line]]:
    """The courses that one person owes or owed, with where they stand; in two queries and one of courses."""
    found = _coverages(list(courses()), [person], today)
    return [(one.course, line) for one in found for line in one.lines]


def _coverages(wanted: Sequence[Course], people: Sequence[Person], today: date) -> list[Coverage]:
    assignments: dict[int, list[CourseAssignment]] = {}
    for given in CourseAssignment.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today)):
        assignments.setdefault(given.course_id, []).append(given)
    completions: dict[tuple[int, int], list[Completion]] = {}
    passed = Completion.objects.filter(is_passed=True, completed_on__lte=today)
    if len(people) == 1:
        passed = passed.filter(person=people[0])
    if len(wanted) == 1:
        passed = passed.filter(course=wanted[0])
    for done in passed.order_by("completed_on", "pk"):
        completions.setdefault((done.course_id, done.person_id), []).append(done)
    return [_coverage(one, assignments.get(one.pk, []), completions, people, today) for one in wanted]


def _coverage(
    course: Course,
    assignments: Sequence[CourseAssignment],
    completions: dict[tuple[int, int], list[Completion]],
    people: Sequence[Person],
    today: date,
) -> Coverage:
    lines: list[Line] = []
    leavers: list[Line] = []
    for person in people:
        since = [given.assigned_on for given in assignments if _is_for(given, person)]
        if not since:
            continue
        done = completions.get((course.pk, person.pk), [])
        stands = standing(
            course.terms,
            started_on=person.started_on,
            assigned_on=min(since),
            passed_on=[one.completed_on for one in done],
            today=today,
        )
        here = works_here(person.started_on, person.ended_on, today)
        told = Line(person, min(since), stands, done[-1] if done else None)
        (lines if here else leavers).append(told)
    return Coverage(course, tuple(lines), tuple(leavers))


def _is_for(given: CourseAssignment, person: Person) -> bool:
    return given.engagement in ("", person.engagement) and given.team_id in (None, person.team_id)


def assignments_of(course: Course) -> list[CourseAssignment]:
    """Whom a course is asked of at present."""
    return list(course.assignments.filter(ended_on=None).select_related("team"))


def everyone_asked(course: Course, today: date) -> tuple[Line, ...]:
    """Everybody of whom a course is asked, leavers included."""
    (found,) = coverages([course], today)
    return found.lines + found.leavers
