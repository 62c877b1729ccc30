"""The firm, who of it works on an engagement, and what each signed about independence."""

from __future__ import annotations

from datetime import date

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Engagement, Firm, IndependenceNote, TeamMember
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.people.models import Person


@act("engagements.keep_firm")
def keep_firm(
    actor: Actor,
    *,
    name: str,
    licence_jurisdiction: str = "",
    licence_number: str = "",
    licence_expires_on: date | None = None,
    peer_review: str = "",
    peer_review_expires_on: date | None = None,
    city: str = "",
    state: str = "",
) -> Firm:
    """Keep what a firm says of itself; one of that name is changed. Raises EngagementRefused."""
    called = name.strip()
    if not called:
        raise EngagementRefused("name", "A firm has a name.")
    said = {
        "city": city.strip(),
        "state": state.strip(),
        "licence_jurisdiction": licence_jurisdiction.strip(),
        "licence_number": licence_number.strip(),
        "licence_expires_on": licence_expires_on,
        "peer_review": peer_review.strip(),
        "peer_review_expires_on": peer_review_expires_on,
        "updated_at": clock.now(),
    }
    firm, _ = Firm.objects.update_or_create(
        name=called, defaults=said, create_defaults={**said, "recorded_at": clock.now()}
    )
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in said.items()}
    record(firm.subject, after={"name": called, **told})
    return firm


@act("engagements.staff")
def join_team(actor: Actor, engagement: Engagement, user: User, *, duty: Duty) -> TeamMember:
    """Put an auditor on the team. Raises EngagementRefused for somebody who works here, or is on it."""
    if user.role != Role.AUDITOR:
        raise EngagementRefused("user", f"{user.name} has no auditor's account.")
    if Person.objects.filter(email__iexact=user.email).exists():
        raise EngagementRefused("user", f"{user.name} works here: an auditor cannot be an employee as well.")
    if engagement.team.filter(user=user, left_at=None).exists():
        raise EngagementRefused("user", f"{user.name} is on the team.")
    member = TeamMember.objects.create(
        engagement=engagement, user=user, duty=duty.value, joined_at=clock.now()
    )
    record(engagement.subject, after={"joined": user.email, "duty": duty.value})
    return member


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
