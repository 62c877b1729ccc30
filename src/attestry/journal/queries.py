"""Reading the journal, and checking that its chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Max, Q, QuerySet

from attestry.journal.errors import BulkEditUnknown
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.rules import Actor, Break, ChainedRecord, first_break, withheld_line
from attestry.journal.withholding import readable_entries, withheld_entries
from attestry.kit import clock
from attestry.kit.digest import canonical_json
from attestry.kit.errors import NotFound

_CHUNK = 2000


SORTS = {"seq": "seq", "act": "act", "subject": "subject"}


def entries(
    *,
    subject: str = "",
    act: str = "",
    actor_key: str = "",
    words: str = "",
    readable: QuerySet[JournalEntry] | None = None,
    sort: str = "",
    is_descending: bool = False,
) -> QuerySet[JournalEntry]:
    """Entries, newest first or by one of SORTS, narrowed by what is given.

    ``words`` stand in the subject or the name. ``readable`` are those that whoever asks may read; every one
    where nothing is said.
    """
    turned = [f"{'-' if is_descending else ''}{SORTS[sort]}"] if sort else []
    found = (JournalEntry.objects.all() if readable is None else readable).order_by(*turned, "-seq")
    if subject:
        found = found.filter(subject=subject)
    if act:
        found = found.filter(act=act)
    if actor_key:
        found = found.filter(actor_key=actor_key)
    if words:
        found = found.filter(Q(subject__icontains=words) | Q(actor_name__icontains=words))
    return found


def entry(reader: Actor, seq: int) -> JournalEntry:
    """The entry of that number. Raises NotFound, in the same words where it is withheld from the reader."""
    found = readable_entries(reader).filter(seq=seq).first()
    if found is None:
        raise NotFound(f"The journal has no entry {seq}.", next_step="See the list of entries.")
    return found


def acts(readable: QuerySet[JournalEntry]) -> list[str]:
    """The acts that these entries tell of, by name."""
    return list(readable.order_by("act").values_list("act", flat=True).distinct())


def actors(readable: QuerySet[JournalEntry]) -> list[tuple[str, str]]:
    """Everybody of whom these entries tell: key and latest name, by name."""
    latest = readable.order_by().values("actor_key").annotate(last=Max("seq")).values("last")
    found = JournalEntry.objects.filter(seq__in=latest).order_by("actor_name")
    return list(found.values_list("actor_key", "actor_name"))


def records(found: QuerySet[JournalEntry]) -> Iterator[dict[str, Any]]:
    """What each of the entries says; before and after as canonical JSON text."""
    for one in found.iterator(chunk_size=_CHUNK):
        yield {
            **one.record(),
            "before": canonical_json(one.before).decode() if one.before else "",
            "after": canonical_json(one.after).decode() if one.after else "",
        }


def exported(reader: Actor) -> Iterator[bytes]:
    """The whole chain, oldest first, one canonical JSON object a line.

    Of what is withheld from the reader stand the number and the two hashes, so that the chain can be checked.
    """
    for line in readable_chain(reader):
        yield canonical_json(line) + b"\n"


def readable_chain(reader: Actor) -> Iterator[dict[str, Any]]:
    """Every line of the chain, oldest first, as somebody may have it: whole, or withheld."""
    kept = withheld_entries(reader)
    found = JournalEntry.objects.order_by("seq")
    if kept is not None:
        found = found.annotate(is_withheld=ExpressionWrapper(kept, output_field=BooleanField()))
    for one in found.iterator(chunk_size=_CHUNK):
        line = one.chained()
        yield withheld_line(line) if getattr(one, "is_withheld", False) else asdict(line)


def head() -> tuple[int, str]:
    """The number of the last entry and its hash; (0, "") for an empty journal."""
    last = JournalEntry.objects.order_by("-seq").first()
    return (last.seq, last.hash) if last else (0, "")


def chain() -> Iterator[ChainedRecord]:
    """The whole journal, oldest first, as an outsider would check it."""
    for one in JournalEntry.objects.order_by("seq").iterator(chunk_size=_CHUNK):
        yield one.chained()


def broken_at() -> Break | None:
    """Where the chain first fails to hold; None where it holds."""
    return first_break(chain())


def last_bulk_edit(actor: Actor, kind: str) -> BulkEdit | None:
    """The actor's newest bulk edit of a kind, where it can still be undone; in one query."""
    found = BulkEdit.objects.filter(kind=kind, actor_key=actor.key, undone_at=None)
    return found.filter(expires_at__gte=clock.now()).defer("items").first()


def bulk_edit_numbered(kind: str, pk: int) -> BulkEdit:
    """One bulk edit of a kind. Raises BulkEditUnknown."""
    found = BulkEdit.objects.filter(kind=kind, pk=pk).first()
    if found is None:
        raise BulkEditUnknown
    return found
