"""What a form of continuity chooses from."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.continuity.models import CapacityForecast, RecoveryPlan
from attestry.evidence.models import Entry
from attestry.people.models import Person


def people_here() -> QuerySet[Person]:
    """Everybody who works here, and has no last day."""
    return Person.objects.filter(ended_on=None)


def sealed_entries() -> QuerySet[Entry]:
    """Everything that is sealed, by its number."""
    return Entry.objects.all()


def measured_plans() -> QuerySet[RecoveryPlan]:
    """The plans that are kept and have targets."""
    return RecoveryPlan.objects.filter(retired_on=None, kind="recovery")


def services() -> list[str]:
    """Every service that a plan or a forecast names."""
    named = {*RecoveryPlan.objects.values_list("service", flat=True)}
    named |= {*CapacityForecast.objects.values_list("service", flat=True)}
    return sorted(named - {""})
