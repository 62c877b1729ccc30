"""The ledger as a list: narrowed by kind, state, connection, stream, words and date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from attestry.evidence.models import Checkpoint, Entry
from attestry.evidence.withholding import readable_entries
from attestry.journal.rules import Actor
from attestry.ui.as_of import Moment


@dataclass(frozen=True, slots=True)
class EntryFilters:
    """What the list is narrowed by; an empty text does not narrow."""

    kind: str = ""
    state: str = ""
    connection: str = ""
    stream: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """The ledger in numbers; ``unsigned`` of all that are ``in_log`` wait for the next signed root."""

    entries: int
    in_log: int
    by_kind: Counter[str]
    by_state: Counter[str]
    by_connection: Counter[str]
    checkpoint: Checkpoint | None

    @property
    def unsigned(self) -> int:
        """How many entries no signed root covers yet."""
        return self.in_log - (self.checkpoint.size if self.checkpoint else 0)


def ledger_facts(reader: Actor) -> LedgerFacts:
    """What the reader may read, by kind, state and connection, and the newest signed root; three queries."""
    rows = (
        readable_entries(reader)
        .order_by()
        .values_list("kind", "state", "connection__name")
        .annotate(count=Count("seq"))
    )
    kinds: Counter[str] = Counter()
    states: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for kind, state, connection, count in rows:
        kinds[kind] += count
        states[state] += count
        if connection:
            named[connection] += count
    newest = Checkpoint.objects.order_by("-size").first()
    return LedgerFacts(sum(kinds.values()), Entry.objects.count(), kinds, states, named, newest)


def narrowed(reader: Actor, filters: EntryFilters, moment: Moment) -> QuerySet[Entry]:
    """Entries that the reader may read, newest first, that fit and speak of the moment or of earlier."""
    found = readable_entries(reader).order_by("-seq").select_related("connection").defer("body")
    exact = {
        "kind": filters.kind,
        "state": filters.state,
        "connection__name": filters.connection,
        "stream": filters.stream,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if not moment.is_now:
        found = found.filter(observed_at__lte=moment.at)
    if moment.known_at is not None:
        found = found.filter(recorded_at__lte=moment.known_at)
    for word in filters.search.split():
        found = found.filter(_says(word))
    return found


def _says(word: str) -> Q:
    wanted = Q(title__icontains=word) | Q(stream__icontains=word)
    if word.isdigit() and len(word) < 16:
        wanted |= Q(seq=int(word))
    if len(word) >= 8 and all(digit in "0123456789abcdef" for digit in word.lower()):
        wanted |= Q(leaf_hash__startswith=word.lower()) | Q(segments__digest__startswith=word.lower())
    return wanted
