"""What a form of incidents chooses from."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.people.models import Person


def people_here() -> QuerySet[Person]:
    """Everybody who works here, and has no last day."""
    return Person.objects.filter(ended_on=None)
