"""An engagement taken to its issued report, for the tests that begin there."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from attestry.engagements.actions.issuing import issue_engagement
from attestry.engagements.actions.letters import hand_in_letter
from attestry.engagements.actions.moving import move_on
from attestry.engagements.models import Engagement, Letter
from attestry.engagements.rules.contents import ALLOWED
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.state import State
from attestry.kit import clock


def a_letter(user, engagement, kind=LetterKind.REPRESENTATION, *, dated_on=None) -> Letter:
    """A signed copy, handed in by somebody of either side."""
    usual = {LetterKind.ENGAGEMENT: date(2025, 12, 1), LetterKind.REPRESENTATION: clock.now().date()}
    document = BytesIO(f"%PDF-1.7 {kind.value}".encode())
    document.name = f"{kind.value}.pdf"
    return hand_in_letter(
        user.actor(),
        engagement,
        kind=kind,
        document=document,
        signatory="Eva Stone",
        signatory_title="Chief Executive",
        countersigned_by="Pat Doyle" if kind is LetterKind.ENGAGEMENT else "",
        dated_on=dated_on or usual[kind],
    )


def in_review(scene) -> Engagement:
    """The scene's engagement with both letters, in review."""
    a_letter(scene.lead, scene.engagement, LetterKind.ENGAGEMENT)
    a_letter(scene.lead, scene.engagement)
    move_on(scene.senior.actor(), scene.engagement, to=State.REVIEW)
    return Engagement.objects.select_related("firm", "system").get(pk=scene.engagement.pk)


def issued(scene, **more) -> Engagement:
    """The scene's engagement with its report issued today; the letter's entry stands for the report's."""
    held = in_review(scene)
    entry = held.letters.first().entry_seq
    said = {"report_on": clock.now().date(), "report_entry_seq": entry, "parts": ALLOWED[held.the_kind]}
    return issue_engagement(scene.partner.actor(), held, **{**said, **more})
