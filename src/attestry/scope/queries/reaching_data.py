"""Who may read a data store and who did, and what was destroyed with or without proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from attestry.kit.errors import NotFound
from attestry.scope.models import DataStore, Disposal, StoreGrant, System
from attestry.scope.rules.disposal import findings_of_disposal

LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """Somebody who read a store within the look-back: how often, when last, and whether they may."""

    person: str
    times: int
    last_at: datetime
    may: bool


@dataclass(frozen=True, slots=True)
class StoreReaders:
    """Who can read a store on a day, and who did in the ninety days before."""

    can_read: tuple[StoreGrant, ...]
    did_read: tuple[ReaderLine, ...]
    last_reads: dict[str, datetime]
    since: datetime

    @property
    def without_a_grant(self) -> tuple[str, ...]:
        """Who read it and may not today."""
        return tuple(one.person for one in self.did_read if not one.may)


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """A disposal and what its record lacks."""

    disposal: Disposal
    findings: tuple[str, ...]


def store_readers(store: DataStore, *, at: datetime) -> StoreReaders:
    """Who can read a store at an instant, and who did in the ninety days before it, in three queries."""
    day, since = at.date(), at - LOOK_BACK
    standing = store.grants.filter(Q(ends_on=None) | Q(ends_on__gte=day), granted_on__lte=day)
    can_read = tuple(standing)
    allowed = {one.person for one in can_read}
    logged = store.readings.filter(read_at__lte=at).order_by().values("person")
    recent = logged.filter(read_at__gt=since).annotate(times=Count("pk"), last_at=Max("read_at"))
    return StoreReaders(
        can_read=can_read,
        did_read=tuple(
            ReaderLine(one["person"], one["times"], one["last_at"], one["person"] in allowed)
            for one in recent.order_by("person")
        ),
        last_reads={one["person"]: one["last_at"] for one in logged.annotate(last_at=Max("read_at"))},
        since=since,
    )


def disposals(system: System) -> tuple[DisposalLine, ...]:
    """What was destroyed, the newest first, in one query."""
    return tuple(
        DisposalLine(one, findings_of_disposal(one.certificate))
        for one in system.disposals.select_related("store")
    )


def disposal(system: System, pk: int) -> Disposal:
    """One disposal. Raises NotFound."""
    found = system.disposals.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such disposal.", next_step="See the disposals.")
    return found
