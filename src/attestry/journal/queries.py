"""Reading the journal, and checking that its chain holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from attestry.journal.models import JournalEntry
from attestry.journal.rules import Break, ChainedRecord, first_break


def entries(*, subject: str = "", act: str = "", actor_key: str = "") -> QuerySet[JournalEntry]:
    """Entries, newest first, narrowed by what is given."""
    found = JournalEntry.objects.order_by("-seq")
    if subject:
        found = found.filter(subject=subject)
    if act:
        found = found.filter(act=act)
    if actor_key:
        found = found.filter(actor_key=actor_key)
    return found


def head() -> tuple[int, str]:
    """The number of the last entry and its hash; (0, "") for an empty journal."""
    last = JournalEntry.objects.order_by("-seq").first()
    return (last.seq, last.hash) if last else (0, "")


def chain() -> Iterator[ChainedRecord]:
    """The whole journal, oldest first, as an outsider would check it."""
    for entry in JournalEntry.objects.order_by("seq").iterator(chunk_size=2000):
        yield entry.chained()


def broken_at() -> Break | None:
    """Where the chain first fails to hold; None where it holds."""
    return first_break(chain())
