"""What incidents ask of people: the follow-ups that they own."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.incidents.models import FollowUp
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.ui.addresses import address


def duties(person: Person) -> Iterator[Duty]:
    """One for each follow-up, in one query."""
    for one in FollowUp.objects.filter(owner=person):
        place = address("incident_follow_up", one.pk)
        yield Duty(
            kind="incident follow-up", title=one.title, url=place, due_on=one.due_on, done_on=one.done_on
        )
