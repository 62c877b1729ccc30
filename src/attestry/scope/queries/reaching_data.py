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
    """Somebody who can read a store on a day or did within the look-back.

    ``grant`` is None where they may not on that day.

    ``times`` counts readings within the look-back, ``last_at`` is the last one ever.
    """

    person: str
    grant: StoreGrant | None
    times: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoreReaders:
    """Who can read a store on a day, and who did in the ninety days before: each person once, by name."""

    people: tuple[ReaderLine, ...]
    since: datetime

    @property
    def can_read(self) -> tuple[ReaderLine, ...]:
        """Who may read it on that day."""
        return tuple(one for one in self.people if one.grant)

    @property
    def did_read(self) -> tuple[ReaderLine, ...]:
        """Who read it within the ninety days."""
        return tuple(one for one in self.people if one.times)

    @property
    def without_a_grant(self) -> tuple[str, ...]:
        """Who read it and may not on that day."""
        return tuple(one.person for one in self.did_read if not one.grant)


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """A disposal and what its record lacks."""

    disposal: Disposal
    findings: tuple[str, ...]


def store_readers(store: DataStore, *, at: datetime) -> StoreReaders:
    """Who can read a store at an instant, and who did in the ninety days before it, in two queries."""
    day, since = at.date(), at - LOOK_BACK
    standing = store.grants.filter(Q(ends_on=None) | Q(ends_on__gte=day), granted_on__lte=day)
    grants: dict[str, StoreGrant] = {}
    for one in standing.order_by("person", "granted_on"):
        grants.setdefault(one.person, one)
    logged = store.readings.filter(read_at__lte=at).order_by().values("person")
    counted = logged.annotate(times=Count("pk", filter=Q(read_at__gt=since)), last_at=Max("read_at"))
    reads = {one["person"]: (one["times"], one["last_at"]) for one in counted}
    names = sorted(grants.keys() | {person for person, (times, _) in reads.items() if times})
    people = (ReaderLine(name, grants.get(name), *reads.get(name, (0, None))) for name in names)
    return StoreReaders(tuple(people), since)


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
