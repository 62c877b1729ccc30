"""Reads: attempts at the questions of a course, those that failed included."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from attestry.people.models import Person
from attestry.training.models import Completion, Course, QuizAttempt


@dataclass(frozen=True, slots=True)
class Failed:
    """How often somebody tried a course in vain, and the best score of these; None: none was given."""

    count: int
    best: int | None


def attempts_of(person: Person, course: Course) -> list[QuizAttempt]:
    """One person's attempts at a course, the latest first."""
    return list(QuizAttempt.objects.filter(person=person, version__course=course).select_related("version"))


def all_attempts() -> QuerySet[QuizAttempt]:
    """Every attempt with its version, course and person."""
    return QuizAttempt.objects.select_related("version__course", "person").order_by("pk")


def failed_attempts(course: Course) -> dict[int, Failed]:
    """Who tried a course in vain, here or by a list that was handed in, by the person's number."""
    here = QuizAttempt.objects.filter(version__course=course, is_passed=False)
    brought = Completion.objects.filter(course=course, is_passed=False)
    found: dict[int, Failed] = {}
    for rows in (here, brought):
        counted = rows.order_by().values_list("person").annotate(count=Count("pk"), best=Max("score"))
        for person, count, best in counted:
            known = found.get(person, Failed(0, None))
            scores = [one for one in (known.best, best) if one is not None]
            found[person] = Failed(known.count + count, max(scores, default=None))
    return found
