"""What people owe: to answer the requests that are theirs."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.requests.models import Request
from attestry.requests.rules.state import RequestState
from attestry.ui.addresses import address


def duties(person: Person) -> Iterator[Duty]:
    """One for each request that they have to answer, in one query."""
    owed = [one.value for one in RequestState if one.is_owed]
    mine = Request.objects.filter(owner__email__iexact=person.email, state__in=owed)
    for one in mine.order_by("due_on", "position"):
        yield Duty(
            kind="request",
            title=f"Answer {one.number}: {one.title}",
            url=address("request", one.engagement_id, one.number),
            due_on=one.due_on,
        )
