"""What a firm says of itself: kept by management, or by the firm on an engagement of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from attestry.engagements.actions.sealing import sealed
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.wall import refuse_unless_firm, refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock


@dataclass(frozen=True, slots=True)
class _Said:
    licence_jurisdiction: str
    licence_number: str
    licence_expires_on: date | None
    peer_review: str
    peer_review_expires_on: date | None
    city: str
    state: str


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
    licence_proof: BinaryIO | None = None,
    peer_review_proof: BinaryIO | None = None,
) -> Firm:
    """Keep what a firm says of itself; one of that name is changed. Raises EngagementRefused.

    A proof is sealed as evidence; without one, the earlier proof stays.
    """
    called = name.strip()
    if not called:
        raise EngagementRefused("name", "A firm has a name.")
    said = _Said(
        licence_jurisdiction,
        licence_number,
        licence_expires_on,
        peer_review,
        peer_review_expires_on,
        city,
        state,
    )
    return _keep(actor, called, said, licence_proof, peer_review_proof)


@act("engagements.keep_own_firm")
def keep_own_firm(
    actor: Actor,
    engagement: Engagement,
    *,
    licence_jurisdiction: str = "",
    licence_number: str = "",
    licence_expires_on: date | None = None,
    peer_review: str = "",
    peer_review_expires_on: date | None = None,
    city: str = "",
    state: str = "",
    licence_proof: BinaryIO | None = None,
    peer_review_proof: BinaryIO | None = None,
) -> Firm:
    """Keep one's own firm's licence and peer review. Raises BehindTheWall and EngagementRefused."""
    refuse_unless_firm(actor, engagement, "The firm's licence")
    if engagement.firm is None:
        raise EngagementRefused("engagement", "It names no firm.")
    said = _Said(
        licence_jurisdiction,
        licence_number,
        licence_expires_on,
        peer_review,
        peer_review_expires_on,
        city,
        state,
    )
    return _keep(actor, engagement.firm.name, said, licence_proof, peer_review_proof)


@act("engagements.keep")
def name_firm(actor: Actor, engagement: Engagement, firm: Firm) -> Engagement:
    """Say which firm examines, before anybody of a firm is on the team. Raises EngagementRefused."""
    refuse_unless_management(actor, engagement, "Which firm examines")
    held = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if held.the_state.is_running or held.the_state.is_over:
        raise EngagementRefused("firm", "The engagement has begun: another firm is another engagement.")
    if held.firm_id != firm.pk and held.team.filter(left_at=None).exists():
        raise EngagementRefused("firm", "Somebody of the firm is on the team. Let them leave it first.")
    before, held.firm = held.firm, firm
    held.save(update_fields=["firm"])
    record(held.subject, before={"firm": before.name if before else None}, after={"firm": firm.name})
    return held


def _keep(
    actor: Actor, name: str, said: _Said, licence_proof: BinaryIO | None, peer_review_proof: BinaryIO | None
) -> Firm:
    facts: dict[str, Any] = {
        "city": said.city.strip(),
        "state": said.state.strip(),
        "licence_jurisdiction": said.licence_jurisdiction.strip(),
        "licence_number": said.licence_number.strip(),
        "licence_expires_on": said.licence_expires_on,
        "peer_review": said.peer_review.strip(),
        "peer_review_expires_on": said.peer_review_expires_on,
        "updated_at": clock.now(),
    }
    if bool(facts["licence_number"]) and not facts["licence_jurisdiction"]:
        raise EngagementRefused("licence_jurisdiction", "A licence number says little without who gave it.")
    for field, document, title in (
        ("licence_proof", licence_proof, f"Licence of {name}"),
        ("peer_review_proof", peer_review_proof, f"Peer review of {name}"),
    ):
        if document is not None:
            today = clock.now().date()
            entry = sealed(actor, document, field=field, title=title, from_on=today, until_on=today)
            facts[f"{field.removesuffix('_proof')}_entry_seq"] = entry.seq
    firm, _ = Firm.objects.update_or_create(
        name=name, defaults=facts, create_defaults={**facts, "recorded_at": clock.now()}
    )
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in facts.items()}
    record(firm.subject, after={"name": name, **told})
    return firm
