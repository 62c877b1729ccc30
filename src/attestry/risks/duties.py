"""What people owe: to review and to treat each risk that is theirs by its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.risks.models import Risk
from attestry.ui.addresses import address

AHEAD = timedelta(days=30)


def duties(person: Person) -> Iterator[Duty]:
    """A review or a treatment that is due within a month, for each risk of theirs, in one query."""
    until = clock.now().date() + AHEAD
    theirs = Risk.objects.filter(owner=person, retired_on=None)
    is_to_treat = Q(treatment_due_on__lte=until, treated_on=None)
    for one in theirs.filter(Q(review_on__lte=until) | is_to_treat).order_by("review_on"):
        url = address("risk", one.pk)
        if one.treatment_due_on is not None and one.treated_on is None and one.treatment_due_on <= until:
            yield Duty("risk", f"Treat the risk “{one.title}”", url, one.treatment_due_on)
        if one.review_on is not None and one.review_on <= until:
            yield Duty("risk", f"Review the risk “{one.title}”", url, one.review_on)
