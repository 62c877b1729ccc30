"""What is known of an engagement when somebody wants to take it further."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.engagements.rules.beginning import Standing
from attestry.engagements.rules.side import Duty


def standing_of(engagement: Engagement) -> Standing:
    """The engagement's firm, licence, team and independence notes, in three queries."""
    team = list(engagement.team.filter(left_at=None).select_related("user"))
    notes = engagement.independence_notes.values_list("user__name", flat=True)
    firm = engagement.firm
    return Standing(
        kind=engagement.the_kind,
        until_on=engagement.until_on,
        has_firm=firm is not None,
        licence=f"{firm.licence_jurisdiction} {firm.licence_number}".strip() if firm else "",
        licence_expires_on=firm.licence_expires_on if firm else None,
        signed_by=frozenset(notes),
        team=tuple(one.user.name for one in team),
        has_partner=any(one.duty == Duty.PARTNER for one in team),
    )
