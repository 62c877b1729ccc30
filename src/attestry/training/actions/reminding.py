"""Telling people that a course of theirs is overdue."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.notices.actions.posting import Draft, post_notices
from attestry.people.models import Person
from attestry.training.models import Course
from attestry.training.queries.courses import Line, courses, coverages
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words


@act("training.remind")
def remind_overdue(actor: Actor) -> int:
    """Put one mail to each person who is overdue into the outbox, at most one a week; how many are new."""
    today = clock.now().date()
    late: dict[int, tuple[Person, list[tuple[Course, Line]]]] = {}
    for one in coverages(courses(), today):
        for line in one.overdue:
            late.setdefault(line.person.pk, (line.person, []))[1].append((one.course, line))
    year, week, _ = today.isocalendar()
    told = post_notices(
        actor, [_draft(*one, key=f"training:overdue:{year}-W{week:02}") for one in late.values()]
    )
    if told:
        record("training", after={"reminded": told, "overdue": len(late)})
    return told


def _draft(person: Person, owed: list[tuple[Course, Line]], *, key: str) -> Draft:
    listed = [
        f"- {course.title}, due {day_words(line.standing.due_on)}"
        for course, line in owed
        if line.standing.due_on
    ]
    return Draft(
        key=key,
        to=person.email,
        subject=f"{counted_words(len(owed), 'course is', 'courses are')} overdue",
        text="\n".join(["Please finish what is asked of you.", "", *listed]),
        path=address("mine"),
    )
