"""What a form of continuity chooses from."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.evidence.models import Entry
from attestry.people.models import Person


def people_here() -> QuerySet[Person]:
    """Everybody who works here, and has no last day."""
    return Person.objects.filter(ended_on=None)


def sealed_entries() -> QuerySet[Entry]:
    """Everything that is sealed, by its number."""
    return Entry.objects.all()
