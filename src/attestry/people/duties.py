"""What this room asks of people: to see that a checklist of joiner, mover or leaver is done."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from attestry.people.models import Person
from attestry.people.queries.register import checklists_owned
from attestry.people.rules.duty import Duty


def duties(person: Person) -> Iterator[Duty]:
    """The checklists that somebody sees to."""
    for one in checklists_owned(person):
        yield Duty(
            kind="checklist",
            verb="See to it",
            icon="list",
            title=f"See to the {one.kind}'s checklist of {one.person.name}",
            url=reverse("checklist", args=[one.pk]),
            due_on=one.due_on,
            done_on=one.closed_at.date() if one.closed_at else None,
        )
