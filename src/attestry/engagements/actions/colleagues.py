"""A firm's own accounts: inviting a colleague, and letting one sign in anew who lost the way in."""

from __future__ import annotations

from attestry.accounts.actions.auditors import invite_auditor, recover_auditor
from attestry.accounts.models import User
from attestry.accounts.rules import RECOVER_COLLEAGUE
from attestry.engagements.actions.staffing import join_team
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor


@act("engagements.staff", offered=False)
def invite_colleague(
    actor: Actor, engagement: Engagement, *, email: str, name: str, duty: Duty
) -> tuple[User, str]:
    """A new auditor on the team, and the token of the link that opens the account.

    Only a partner or lead of the firm; nobody of management ever sees the link. Raises BehindTheWall,
    AddressTaken and Invalid.
    """
    refuse_unless_firm(actor, engagement, "Inviting a colleague", Duty.PARTNER, Duty.LEAD)
    user, token = invite_auditor(actor, email=email, name=name)
    join_team(actor, engagement, user, duty=duty)
    return user, token


@act(RECOVER_COLLEAGUE, offered=False)
def recover_colleague(actor: Actor, engagement: Engagement, user: User) -> str:
    """The token of a link by which a colleague on the same team sets a new password and second factor.

    Only a partner or lead of the firm, for somebody who is on this team now. Raises BehindTheWall,
    EngagementRefused and KeptByTheFirm.
    """
    refuse_unless_firm(actor, engagement, "Letting a colleague sign in anew", Duty.PARTNER, Duty.LEAD)
    if not engagement.team.filter(user=user, left_at=None).exists():
        raise EngagementRefused("user", f"{user.name} is not on the team.")
    token = recover_auditor(actor, user)
    record(engagement.subject, after={"recovered": user.email})
    return token
