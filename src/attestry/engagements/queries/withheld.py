"""Whose a record or an entry is: what an auditor's account may know of, and what belongs to others."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from attestry.accounts.models import User
from attestry.accounts.queries import is_auditor
from attestry.accounts.rules import Role
from attestry.engagements.models import TeamMember
from attestry.evidence.withholding import Withheld
from attestry.journal.rules import Actor


def numbers_of(actor: Actor) -> list[int] | None:
    """The engagements that an auditor's account may know of, by number; None where it is no such account."""
    known = _known_to(actor)
    return None if known is None else list(known.values_list("engagement", flat=True))


def _known_to(actor: Actor) -> QuerySet[TeamMember] | None:
    """Where an auditor's account stands on the team now; None where it is no such account."""
    if not is_auditor(actor):
        return None
    return TeamMember.objects.filter(user__email=actor.key.removeprefix("user:"), left_at=None).order_by()


def sealed_for(
    actor: Actor, rows: QuerySet[Any], *, engagement: str = "engagement", entry: str = "entry_seq"
) -> Withheld | None:
    """The entries that rows name, kept from auditors of other engagements than that of the row.

    ``engagement`` and ``entry`` are how a row leads to the two. None where nothing is kept from the actor.
    """
    known = _known_to(actor)
    if known is None:
        return None
    named = rows.filter(**{f"{entry}__isnull": False}).order_by()
    ours = {f"{engagement}__in": known.values("engagement")}
    return Withheld(
        Q(seq__in=named.exclude(**ours).values(entry)), Q(seq__in=named.filter(**ours).values(entry))
    )


def strangers(actor: Actor, mine: list[int]) -> QuerySet[User]:
    """Auditors who never worked on an engagement of the actor's: other firms' people."""
    known = TeamMember.objects.filter(engagement__in=mine).values("user")
    auditors = Q(role=Role.AUDITOR) | Q(pk__in=TeamMember.objects.values("user"))
    return User.objects.filter(auditors).exclude(pk__in=known).exclude(email=actor.key.removeprefix("user:"))
