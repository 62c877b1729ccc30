"""What people owe: to keep each clause that they answer for by its day, and to read it again in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from attestry.customers.models import Obligation, Stage
from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.ui.addresses import address

AHEAD = timedelta(days=30)


def duties(person: Person) -> Iterator[Duty]:
    """One for each clause that is due, and for each reading, within a month; in one query."""
    if person.user_id is None:
        return
    until = clock.now().date() + AHEAD
    is_due = Q(report="", fulfilled_on=None, due_on__lte=until)
    theirs = Obligation.objects.filter(owner=person.user_id, ended_on=None, customer__stage=Stage.CUSTOMER)
    for one in theirs.filter(is_due | Q(next_review_on__lte=until)).select_related("customer"):
        url, name = address("customer", one.customer_id), one.customer.name
        if one.due_on is not None and one.due_on <= until and not one.report and one.fulfilled_on is None:
            yield Duty("clause", f"Keep what {name} is owed: {one.clause[:120]}", url, one.due_on)
        if one.next_review_on is not None and one.next_review_on <= until:
            yield Duty("clause", f"Read again what {name} is owed", url, one.next_review_on)
