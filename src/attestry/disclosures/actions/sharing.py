"""Sharing a PDF with readers besides the report, and ending that."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from attestry.disclosures.errors import FileRefused
from attestry.disclosures.models import SharedFile
from attestry.disclosures.stamping import Opened, opened
from attestry.engagements.models import Engagement
from attestry.evidence.actions import hand_in_document
from attestry.journal.acts import act, record, refuse_unless_allowed
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.readers.actions.ending import ended

_SHARE = "disclosures.share_file"
MOST_BYTES = 60 << 20


def share_file(
    actor: Actor,
    *,
    title: str,
    document: bytes,
    filename: str,
    engagement: Engagement | None = None,
    password: str = "",
) -> SharedFile:
    """Share a PDF with the readers of an engagement, or with every reader; its bytes are sealed as evidence.

    One that a password closes is opened with it and kept open, since a copy is stamped page by page; what was
    uploaded is named by its digest. Raises FileRefused.
    """
    refuse_unless_allowed(actor, _SHARE)
    if not title.strip():
        raise FileRefused("title: this is empty.", next_step="Say what it is.")
    if len(document) > MOST_BYTES:
        raise FileRefused(f"document: it is larger than {MOST_BYTES >> 20} MB.", next_step="Split it.")
    return _keep(
        actor, title.strip()[:200], opened(document, password), sha256_hex(document), filename, engagement
    )


@act(_SHARE, offered=False)
def _keep(
    actor: Actor, title: str, found: Opened, original: str, filename: str, engagement: Engagement | None
) -> SharedFile:
    now = clock.now()
    entry = hand_in_document(
        Actor.system("disclosures"),
        BytesIO(found.pdf),
        filename=filename,
        title=f"Shared with readers: {title}",
        period_from=now,
        period_until=now + timedelta(seconds=1),
        note=f"Handed in by {actor.name}; SHA-256 of what was uploaded: {original}.",
    )
    made = SharedFile.objects.create(
        title=title, engagement=engagement, filename=filename[-200:], digest=sha256_hex(found.pdf),
        original_digest=original, pages=found.pages, entry_seq=entry.seq, shared_by=actor.name, shared_at=now,
    )  # fmt: skip
    after = {"title": title, "digest": made.digest, "entry": entry.seq}
    after |= {"with": engagement.title if engagement else "every reader", "was_closed": found.was_closed}
    record(made.subject, after=after)
    return made


@act("disclosures.share_file")
def end_sharing(_actor: Actor, file: SharedFile, *, why: str) -> SharedFile:
    """Nobody opens it from now on. Raises AlreadyEnded and WordsMissing."""
    return ended(file, why=why)
