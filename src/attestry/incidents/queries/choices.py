"""What a form of incidents chooses from."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.incidents.models import Incident
from attestry.people.models import Person


def people_here() -> QuerySet[Person]:
    """Everybody who works here, and has no last day."""
    return Person.objects.filter(ended_on=None)


def open_incidents() -> QuerySet[Incident]:
    """Those that are not closed."""
    return Incident.objects.filter(closed_at=None).select_related("lead")
