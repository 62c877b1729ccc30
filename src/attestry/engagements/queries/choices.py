"""Whom and what the forms of this room offer."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.accounts.models import User
from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.engagements.models import Firm


def known_firms() -> QuerySet[Firm]:
    """Every firm that was written down, by name."""
    return Firm.objects.all()


def auditors() -> QuerySet[User]:
    """Everybody with an auditor's account that is open."""
    return active_users().filter(role=Role.AUDITOR)
