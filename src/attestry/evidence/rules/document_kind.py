"""What each kind of evidence that people hand in has to say of itself before it is sealed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

_BETWEEN_NAMES = re.compile(r"[\n,;]+")
# How the pictures begin that screens are kept as: PNG, JPEG, GIF, WebP (RIFF) and PDF.
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF-")
HEAD_BYTES = 16


class DocumentKind(StrEnum):
    """What a document is; each kind is worth nothing without facts of its own."""

    SCREENSHOT = "screenshot"
    LOG = "log"
    MINUTES = "minutes"
    SIGNED = "signed document"
    OTHER = "other"


NEEDS: dict[DocumentKind, str] = {
    DocumentKind.SCREENSHOT: "A picture, with the day on which it was taken.",
    DocumentKind.LOG: "What a system wrote down, with the system that it comes from.",
    DocumentKind.MINUTES: "With the day of the meeting and who was there.",
    DocumentKind.SIGNED: "A policy or agreement, with its version, who signed it, and when.",
    DocumentKind.OTHER: "A report or whatever else none of these is.",
}


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is said of a document beside its title and period.

    ``dated_on``: taken, held or signed on; ``source``: the system that a log or picture comes from.
    """

    kind: DocumentKind = DocumentKind.OTHER
    dated_on: date | None = None
    source: str = ""
    attendees: tuple[str, ...] = ()
    signer: str = ""
    version: str = ""

    def record(self) -> dict[str, Any]:
        """The facts as the ledger keeps them; what is not said is left out."""
        said = {
            "kind": self.kind.value,
            "dated_on": self.dated_on.isoformat() if self.dated_on else "",
            "source": self.source.strip(),
            "attendees": list(self.attendees),
            "signer": self.signer.strip(),
            "version": self.version.strip(),
        }
        return {name: value for name, value in said.items() if value}


def names_in(text: str) -> tuple[str, ...]:
    """The people named in a text, one to a line or with commas between, each once."""
    return tuple(dict.fromkeys(name.strip() for name in _BETWEEN_NAMES.split(text) if name.strip()))


def complaints(
    facts: DocumentFacts, head: bytes, period: tuple[datetime, datetime], now: datetime
) -> Iterator[tuple[str, str]]:
    """Each field that its kind needs and that is missing or cannot be, and why.

    ``head`` is how the file begins; ``period`` is half-open. Only what was taken or held has to lie in the
    period: what was signed before it may still have been in force.
    """
    kind = facts.kind
    if kind is DocumentKind.SCREENSHOT and not head.startswith(_PICTURES):
        yield "document", "A screenshot is a picture (PNG, JPEG, GIF, WebP) or a PDF; this file is none."
    if kind in (DocumentKind.SCREENSHOT, DocumentKind.MINUTES, DocumentKind.SIGNED):
        yield from _wrong_days(facts, period, now)
    if kind is DocumentKind.LOG and not facts.source.strip():
        yield "source", "A log needs the system that it comes from."
    if kind is DocumentKind.MINUTES and not facts.attendees:
        yield "attendees", "Minutes need the people who were there."
    if kind is DocumentKind.SIGNED and not facts.signer.strip():
        yield "signer", "A signed document needs who signed it."
    if kind is DocumentKind.SIGNED and not facts.version.strip():
        yield "version", "A signed document needs the version that was signed."


_UNDATED = {
    DocumentKind.SCREENSHOT: "A screenshot without its day proves nothing: when was it taken?",
    DocumentKind.MINUTES: "Minutes need the day of the meeting.",
    DocumentKind.SIGNED: "A signed document needs the day on which it was signed.",
}


def _wrong_days(
    facts: DocumentFacts, period: tuple[datetime, datetime], now: datetime
) -> Iterator[tuple[str, str]]:
    day = facts.dated_on
    if day is None:
        yield "dated_on", _UNDATED[facts.kind]
        return
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if start > now:
        yield "dated_on", f"{day} has not come yet."
    elif start >= period[1] or (facts.kind is not DocumentKind.SIGNED and day < period[0].date()):
        yield "dated_on", f"{day} lies outside the period that the document speaks of."
