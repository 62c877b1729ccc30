"""Signed copies of an engagement's letters."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from attestry.engagements.actions.sealing import filename_of, sealed
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.models import Engagement, Letter
from attestry.engagements.rules.letter import LetterKind, wrong_letter
from attestry.engagements.rules.side import Side
from attestry.engagements.wall import member_of, refuse_unless_management
from attestry.evidence.queries import body
from attestry.evidence.rules.document_kind import DocumentFacts, DocumentKind
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict


@act("engagements.hand_in_letter")
def hand_in_letter(
    actor: Actor,
    engagement: Engagement,
    *,
    kind: LetterKind,
    document: BinaryIO,
    signatory: str,
    signatory_title: str,
    dated_on: date,
    countersigned_by: str = "",
) -> Letter:
    """Seal a signed copy as evidence; both sides see it. Either side hands it in.

    Raises EngagementRefused for a field that cannot be, and Conflict once the engagement is over.
    """
    side = _side_that_hands_in(actor, engagement)
    _refuse_unsaid(kind, signatory, signatory_title, countersigned_by)
    begun_on = engagement.begun_at.date() if engagement.begun_at else None
    today = clock.now().date()
    if wrong := wrong_letter(kind, dated_on, until_on=engagement.until_on, begun_on=begun_on, today=today):
        raise EngagementRefused("dated_on", wrong)
    entry = sealed(
        actor,
        document,
        field="document",
        title=f"{kind.label}: {engagement.title}",
        from_on=engagement.begins_on,
        until_on=max(engagement.until_on, dated_on),
        facts=DocumentFacts(
            kind=DocumentKind.SIGNED, dated_on=dated_on, signer=signatory, version=dated_on.isoformat()
        ),
    )
    made = Letter.objects.create(
        engagement=engagement,
        kind=kind.value,
        signatory=signatory.strip(),
        signatory_title=signatory_title.strip(),
        countersigned_by=countersigned_by.strip(),
        dated_on=dated_on,
        entry_seq=entry.seq,
        digest=body(entry)["digest"],
        filename=filename_of(document),
        side=side.value,
        handed_in_by=actor.name,
        handed_in_at=clock.now(),
    )
    record(
        engagement.subject,
        after={
            "letter": kind.value,
            "signatory": made.signatory,
            "dated_on": dated_on.isoformat(),
            "entry": entry.seq,
        },
    )
    return made


def _side_that_hands_in(actor: Actor, engagement: Engagement) -> Side:
    side = Side.FIRM if member_of(actor, engagement) else Side.MANAGEMENT
    if side is Side.MANAGEMENT:
        refuse_unless_management(actor, engagement, "A letter")
    if engagement.the_state.is_over:
        raise Conflict(
            f"“{engagement.title}” is {engagement.the_state.label.lower()}: its letters are what they are.",
            next_step="Hand the document in as evidence.",
        )
    return side


def _refuse_unsaid(kind: LetterKind, signatory: str, signatory_title: str, countersigned_by: str) -> None:
    for field, said in (("signatory", signatory), ("signatory_title", signatory_title)):
        if not said.strip():
            raise EngagementRefused(field, "A letter without who signed it, and as what, binds nobody.")
    if kind is LetterKind.ENGAGEMENT and not countersigned_by.strip():
        raise EngagementRefused("countersigned_by", "Both sides sign an engagement letter.")
