"""What of the ledger somebody may not read, as the rooms above say it.

A room above offers ``evidence_entries(actor)`` in its ``withheld.py``: which entries it keeps from the actor,
and which it shows them whatever other rooms keep.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from attestry.evidence.models import Entry
from attestry.evidence.queries import no_such_entry
from attestry.journal.rules import Actor
from attestry.journal.withholding import rooms_that_withhold


@dataclass(frozen=True, slots=True)
class Withheld:
    """Numbers of entries that a room keeps from an actor, and of those that it lets them read."""

    kept: Q
    shown: Q


def withheld_entries(actor: Actor) -> Q | None:
    """The entries that the actor may not read; None where they may read all."""
    asks = [room.evidence_entries for room in rooms_that_withhold() if hasattr(room, "evidence_entries")]
    said: list[Withheld] = [found for ask in asks if (found := ask(actor)) is not None]
    if not said:
        return None
    return reduce(or_, (one.kept for one in said)) & ~reduce(or_, (one.shown for one in said))


def readable_entries(actor: Actor) -> QuerySet[Entry]:
    """The entries of the ledger that the actor may read."""
    kept = withheld_entries(actor)
    return Entry.objects.all() if kept is None else Entry.objects.exclude(kept)


def readable_entry(actor: Actor, seq: int) -> Entry:
    """The entry of that number. Raises EntryUnknown, in the same words where it is kept from the actor."""
    found = readable_entries(actor).select_related("connection").filter(seq=seq).first()
    if found is None:
        raise no_such_entry(seq)
    return found


def readable_numbers(actor: Actor, numbers: Iterable[int]) -> frozenset[int]:
    """Those of the numbers whose entries the actor may read."""
    wanted, kept = frozenset(numbers), withheld_entries(actor)
    if kept is None:
        return wanted
    return wanted - set(Entry.objects.filter(kept, seq__in=wanted).values_list("seq", flat=True))


def withheld_numbers(actor: Actor) -> frozenset[int]:
    """The numbers of all entries that the actor may not read; empty where they may read all."""
    kept = withheld_entries(actor)
    return (
        frozenset() if kept is None else frozenset(Entry.objects.filter(kept).values_list("seq", flat=True))
    )
