"""The documents handed in for controls, as of an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import body


@dataclass(frozen=True, slots=True)
class Document:
    """A sealed document with the half-open period that it speaks of."""

    seq: int
    title: str
    filename: str
    period_from: datetime | None
    period_until: datetime | None
    recorded_at: datetime
    note: str


def documents_by_control(at: datetime, known_at: datetime | None = None) -> dict[str, tuple[Document, ...]]:
    """The documents for each control that were seen by ``at``, newest first, in one query."""
    found: dict[str, list[Document]] = {}
    entries = Entry.objects.filter(kind=EntryKind.DOCUMENT, observed_at__lte=at)
    if known_at is not None:
        entries = entries.filter(recorded_at__lte=known_at)
    for entry in entries.order_by("-seq"):
        said = body(entry)
        document = Document(
            seq=entry.seq,
            title=entry.title,
            filename=str(said.get("filename", "")),
            period_from=entry.period_from,
            period_until=entry.period_until,
            recorded_at=entry.recorded_at,
            note=str(said.get("note", "")),
        )
        for key in said.get("controls", ()):
            found.setdefault(str(key), []).append(document)
    return {key: tuple(documents) for key, documents in found.items()}
