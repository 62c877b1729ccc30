"""What a form of continuity chooses from."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.continuity.models import RecoveryPlan
from attestry.evidence.models import Entry
from attestry.people.models import Person


def people_here() -> QuerySet[Person]:
    """Everybody who works here, and has no last day."""
    return Person.objects.filter(ended_on=None)


def sealed_entries() -> QuerySet[Entry]:
    """Everything that is sealed, by its number."""
    return Entry.objects.all()


def kept_plans() -> QuerySet[RecoveryPlan]:
    """The plans that are not retired."""
    return RecoveryPlan.objects.filter(retired_on=None).select_related("owner")


def measured_plans() -> QuerySet[RecoveryPlan]:
    """The plans that are kept and have targets."""
    return kept_plans().filter(kind="recovery")
