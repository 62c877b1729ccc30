"""Sealing what is handed in with an engagement. Called by this room's actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from attestry.engagements.errors import EngagementRefused
from attestry.evidence.actions import hand_in_document
from attestry.evidence.errors import DocumentRefused, DocumentUnfit
from attestry.evidence.models import Entry
from attestry.evidence.rules.document_kind import DocumentFacts
from attestry.journal.rules import Actor

_HANDS_IN = frozenset({"evidence.hand_in"})


def sealed(
    actor: Actor,
    document: BinaryIO,
    *,
    field: str,
    title: str,
    from_on: date,
    until_on: date,
    facts: DocumentFacts | None = None,
) -> Entry:
    """The entry of a document about the days from ``from_on`` to ``until_on``, in the name of whoever acts.

    Whoever may do the act that calls need not be allowed to hand in evidence in general: the firm is not.
    Raises EngagementRefused for a document that cannot be sealed.
    """
    try:
        return hand_in_document(
            replace(actor, permissions=_HANDS_IN),
            document,
            filename=filename_of(document),
            title=title,
            period_from=_start(from_on),
            period_until=_start(until_on) + timedelta(days=1),
            facts=facts,
        )
    except DocumentUnfit as refusal:
        raise EngagementRefused(field, " ".join(why for _, why in refusal.fields)) from refusal
    except DocumentRefused as refusal:
        raise EngagementRefused(field, refusal.message) from refusal


def filename_of(document: BinaryIO) -> str:
    """What a file is called that comes with an act."""
    return Path(str(getattr(document, "name", None) or "document")).name[:200]


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
