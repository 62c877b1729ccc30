"""What people owe: to decide on requests for access that wait."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.readers.models import AccessRequest
from attestry.readers.rules.kinds import RequestState
from attestry.ui.addresses import address
from attestry.ui.words import counted_words


def duties(person: Person) -> Iterator[Duty]:
    """One for all that wait, for whoever may decide; one query."""
    user = person.user
    if user is None or not user.actor().may("readers.decide"):
        return
    waiting = AccessRequest.objects.filter(state=RequestState.WAITING).count()
    if waiting:
        words = f"Decide on {counted_words(waiting, 'request')} to read a report"
        yield Duty("access_request", words, address("access_requests"), None)
