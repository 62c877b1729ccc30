"""Whom and what the forms of this room offer."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.accounts.models import User
from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Firm


def known_firms() -> QuerySet[Firm]:
    """Every firm that was written down, by name."""
    return Firm.objects.all()


def firm_numbered(pk: int) -> Firm:
    """One firm. Raises EngagementRefused."""
    found = Firm.objects.filter(pk=pk).first()
    if found is None:
        raise EngagementRefused("firm", "There is no such firm.")
    return found


def auditors() -> QuerySet[User]:
    """Everybody with an auditor's account that is open."""
    return active_users().filter(role=Role.AUDITOR)
