"""A scene for the rooms of the examination: who stands on which side, and an engagement under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.controls.tests.samples import load_library
from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.actions.moving import move_on
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.staffing import join_team, sign_independence
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.scope.actions.setting_up import ensure_system

NOW = datetime(2026, 7, 6, 9, tzinfo=UTC)
FROM, UNTIL = date(2026, 1, 1), date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Examination:
    """Both sides and the engagement between them."""

    engagement: Engagement
    firm: Firm
    lead: User
    executive: User
    partner: User
    senior: User
    auditor: User


def an_examination(*, kind: EngagementKind = EngagementKind.SOC_2_TYPE_2, begun: bool = True) -> Examination:
    """An engagement with a firm and a signed team, in fieldwork where it has ``begun``."""
    load_library()
    system = ensure_system(somebody("Lea", Role.LEAD).actor(), "Payroll")
    lead, executive = User.objects.get(name="Lea"), somebody("Eva", Role.EXECUTIVE)
    firm = keep_firm(
        lead.actor(),
        name="Doyle & Partners",
        licence_jurisdiction="Ohio",
        licence_number="CPA-4411",
        licence_expires_on=date(2027, 12, 31),
        peer_review="Pass, 2025",
        peer_review_expires_on=date(2028, 12, 31),
        city="Columbus",
        state="Ohio",
    )
    engagement = plan_engagement(
        lead.actor(),
        system,
        kind=kind,
        title="Payroll 2026",
        from_on=FROM if kind.has_period else None,
        until_on=UNTIL,
        firm=firm,
    )
    team = [somebody(name, Role.AUDITOR) for name in ("Pat", "Sam", "Ada")]
    for user, duty in zip(team, (Duty.PARTNER, Duty.LEAD, Duty.AUDITOR), strict=True):
        by = lead if duty is Duty.PARTNER else team[0]
        join_team(by.actor(), engagement, user, duty=duty)
        sign_independence(user.actor(), engagement, text="The firm is independent of the company.")
    if begun:
        engagement = move_on(team[1].actor(), engagement, to=State.FIELDWORK)
    return Examination(engagement, firm, lead, executive, *team)
