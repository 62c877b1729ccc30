"""Who of the firm works on an engagement, and what each signed about independence."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.accounts.queries import is_auditor
from attestry.accounts.rules import Role
from attestry.engagements.errors import BehindTheWall, EngagementRefused
from attestry.engagements.models import Engagement, IndependenceNote, TeamMember
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm, refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.people.models import Person


@act("engagements.staff")
def join_team(actor: Actor, engagement: Engagement, user: User, *, duty: Duty) -> TeamMember:
    """Put an auditor on the team: management names the first partner, the firm itself everybody after.

    Raises BehindTheWall where the firm has a partner on it, and EngagementRefused for somebody who works
    here, has no auditor's account, or is on the team.
    """
    _refuse_unless_staffing(actor, engagement, duty)
    if user.role != Role.AUDITOR or not user.is_active:
        raise EngagementRefused("user", f"{user.name} has no auditor's account.")
    is_employee = Person.objects.filter(email__iexact=user.email).exists()
    if engagement.the_kind.is_attestation and is_employee:
        raise EngagementRefused("user", f"{user.name} works here: an auditor cannot be an employee as well.")
    if engagement.team.filter(user=user, left_at=None).exists():
        raise EngagementRefused("user", f"{user.name} is on the team.")
    member = TeamMember.objects.create(
        engagement=engagement, user=user, duty=duty.value, joined_at=clock.now()
    )
    record(engagement.subject, after={"joined": user.email, "duty": duty.value})
    return member


@act("engagements.staff")
def leave_team(actor: Actor, engagement: Engagement, user: User, *, reason: str) -> TeamMember:
    """Take somebody off the team; what they wrote stays. Only the firm, and never its last partner.

    Raises BehindTheWall and EngagementRefused.
    """
    refuse_unless_firm(actor, engagement, "Who works on an engagement", Duty.PARTNER, Duty.LEAD)
    member = engagement.team.filter(user=user, left_at=None).first()
    if member is None:
        raise EngagementRefused("user", f"{user.name} is not on the team.")
    if not reason.strip():
        raise EngagementRefused("reason", "Say why.")
    partners = engagement.team.filter(left_at=None, duty=Duty.PARTNER)
    if member.duty == Duty.PARTNER and partners.count() == 1:
        raise EngagementRefused("user", f"{user.name} is the only reviewing partner. Name another one first.")
    member.left_at = clock.now()
    member.save(update_fields=["left_at"])
    record(engagement.subject, after={"left": user.email, "reason": reason.strip()})
    return member


def _refuse_unless_staffing(actor: Actor, engagement: Engagement, duty: Duty) -> None:
    """Whoever management put on the firm's side would see past the wall: so it names one partner."""
    if is_auditor(actor):
        refuse_unless_firm(actor, engagement, "Who works on an engagement", Duty.PARTNER, Duty.LEAD)
        return
    refuse_unless_management(actor, engagement, "Who works on an engagement")
    if not engagement.the_kind.is_attestation:
        return
    if engagement.team.filter(left_at=None, duty=Duty.PARTNER).exists():
        raise BehindTheWall("Who works on an engagement", belongs_to="the firm, once its partner is named")
    if duty is not Duty.PARTNER:
        raise EngagementRefused("duty", "Management names the reviewing partner; the partner names the rest.")


@act("engagements.confirm_independence")
def sign_independence(
    actor: Actor, engagement: Engagement, *, text: str, services: str = "", safeguards: str = ""
) -> IndependenceNote:
    """Sign, in one's own name, that the firm is independent. Raises BehindTheWall and EngagementRefused."""
    member = refuse_unless_firm(actor, engagement, "The independence note")
    if not text.strip():
        raise EngagementRefused("text", "Say what you confirm.")
    if services.strip() and not safeguards.strip():
        raise EngagementRefused("safeguards", "Say what answers the services that the firm gave.")
    said = {"text": text.strip(), "services": services.strip(), "safeguards": safeguards.strip()}
    note = IndependenceNote.objects.create(
        engagement=engagement,
        user=member.user,
        **said,
        digest=sha256_hex(canonical_json({**said, "engagement": engagement.pk, "by": member.user.email})),
        signed_by=member.user.name,
        signed_at=clock.now(),
    )
    record(engagement.subject, after={"independence": note.digest, "by": member.user.email})
    return note
