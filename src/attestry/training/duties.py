"""What this room asks of people: to finish the courses that are asked of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.training.queries.courses import owed_by
from attestry.training.rules.standing import State


def duties(person: Person) -> Iterator[Duty]:
    """The courses that somebody owes, and those they finished."""
    for course, line in owed_by(person, clock.now().date()):
        is_done = line.standing.state is State.DONE
        yield Duty(
            kind="training",
            verb="Take the course",
            icon="book",
            title=course.title,
            url=reverse("course_take", args=[course.key]),
            due_on=line.standing.due_on,
            done_on=line.standing.last_on if is_done else None,
        )
