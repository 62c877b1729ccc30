"""What this room asks of people: to decide in the reviews that are given to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from attestry.access_reviews.queries.reviews import reviews
from attestry.people.models import Person
from attestry.people.rules.duty import Duty


def duties(person: Person) -> Iterator[Duty]:
    """The reviews that somebody decides."""
    for one in reviews().filter(Q(reviewer=person.user_id) | Q(reviewer__email__iexact=person.email)):
        yield Duty(
            kind="access review",
            verb="Decide",
            icon="lock",
            title=f"Review access: {one.name}",
            url=reverse("access_review", args=[one.pk]),
            due_on=one.due_on,
            done_on=one.closed_at.date() if one.closed_at else None,
        )
