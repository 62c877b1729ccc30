"""What people owe: to review each risk that is theirs by its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.risks.models import Risk
from attestry.ui.addresses import address

AHEAD = timedelta(days=30)


def duties(person: Person) -> Iterator[Duty]:
    """One for each risk whose review is due within a month, in one query."""
    until = clock.now().date() + AHEAD
    for one in Risk.objects.filter(owner=person, review_on__lte=until).order_by("review_on"):
        yield Duty("risk", f"Review the risk “{one.title}”", address("risk", one.pk), one.review_on)
