"""Who an actor is among the people, and who stands above whom."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor
from attestry.people.models import Person, Team

_USER = "user:"


def is_executive(actor: Actor) -> bool:
    """Whether the actor signs in as an executive."""
    return User.objects.filter(email=actor.key.removeprefix(_USER), role=Role.EXECUTIVE).exists()


def managers() -> dict[int, int | None]:
    """Everybody's manager, by number."""
    return dict(Person.objects.values_list("pk", "manager"))


def working_people(on: date) -> QuerySet[Person]:
    """Who works here on a day, by name."""
    return Person.objects.filter(started_on__lte=on).filter(Q(ended_on=None) | Q(ended_on__gte=on))


def teams() -> QuerySet[Team]:
    """Every team, by name."""
    return Team.objects.all()


def lead_addresses() -> list[str]:
    """The mail addresses of those who lead the program."""
    leads = User.objects.filter(role=Role.LEAD, is_active=True)
    return list(leads.order_by("email").values_list("email", flat=True))
