"""Where the boundary runs: components, discovered resources, services and data stores."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from attestry.scope.models import Component, DiscoveredResource, System
from attestry.scope.rules.system import (
    ComponentKind,
    Verdict,
    counts_as_in,
    findings_of_store,
    warnings_of_boundary,
)


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A component as a list shows it."""

    pk: int
    kind: ComponentKind
    name: str
    description: str
    verdict: Verdict
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class KindGroup:
    """One of the five kinds with its components."""

    kind: ComponentKind
    title: str
    components: tuple[ComponentLine, ...]

    @property
    def in_count(self) -> int:
        """How many of them count as part of the system."""
        return sum(counts_as_in(one.verdict) for one in self.components)


@dataclass(frozen=True, slots=True)
class ResourceCounts:
    """How many discovered resources there are by verdict; undecided ones count as in."""

    undecided: int
    decided_in: int
    decided_out: int

    @property
    def counted_in(self) -> int:
        """How many are treated as part of the system."""
        return self.undecided + self.decided_in

    @property
    def decided_share(self) -> float | None:
        """The share with a decision, from 0 to 1; None where nothing was discovered."""
        total = self.undecided + self.decided_in + self.decided_out
        return (self.decided_in + self.decided_out) / total if total else None


@dataclass(frozen=True, slots=True)
class Boundary:
    """The boundary of one system."""

    kinds: tuple[KindGroup, ...]
    resources: ResourceCounts
    warnings: tuple[str, ...]

    @property
    def components(self) -> tuple[ComponentLine, ...]:
        """Those of all five kinds."""
        return tuple(one for group in self.kinds for one in group.components)


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service with its customers and the classes of their data."""

    pk: int
    name: str
    description: str
    customers: str
    data_classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoreLine:
    """A data store and what its record lacks."""

    pk: int
    name: str
    data_class: str
    location: str
    encryption: str
    access: str
    retention: str
    findings: tuple[str, ...]


def boundary(system: System) -> Boundary:
    """Components of all five kinds, counts of resources, and warnings, in two queries."""
    found = list(system.components.order_by("name"))
    inside = Counter(component.kind for component in found if counts_as_in(component.verdict))
    kinds = tuple(
        KindGroup(
            kind=kind,
            title=kind.value.capitalize(),
            components=tuple(_component(each) for each in found if each.kind == kind),
        )
        for kind in ComponentKind
    )
    resources = resource_counts(system)
    return Boundary(kinds, resources, warnings_of_boundary(inside, resources.undecided))


def _component(one: Component) -> ComponentLine:
    return ComponentLine(
        pk=one.pk,
        kind=ComponentKind(one.kind),
        name=one.name,
        description=one.description,
        verdict=Verdict(one.verdict),
        reason=one.reason,
        decided_at=one.decided_at,
    )


def resource_counts(system: System) -> ResourceCounts:
    """How many discovered resources stand undecided, in and out, in one query."""
    rows = system.resources.order_by().values_list("verdict").annotate(count=Count("pk"))
    counts: dict[str, int] = dict(rows)
    return ResourceCounts(
        undecided=counts.get(Verdict.UNDECIDED, 0),
        decided_in=counts.get(Verdict.IN, 0),
        decided_out=counts.get(Verdict.OUT, 0),
    )


def undecided_count(*, seen_by: datetime) -> int:
    """How many resources seen by then still wait for a verdict, in one query."""
    return DiscoveredResource.objects.filter(verdict=Verdict.UNDECIDED, first_seen_at__lte=seen_by).count()


def services(system: System) -> tuple[ServiceLine, ...]:
    """Every service by name, in two queries."""
    return tuple(
        ServiceLine(
            pk=service.pk,
            name=service.name,
            description=service.description,
            customers=service.customers,
            data_classes=tuple(each.title for each in service.data_classes.all()),
        )
        for service in system.services.order_by("name").prefetch_related("data_classes")
    )


def data_stores(system: System) -> tuple[StoreLine, ...]:
    """Every data store by name with its findings, in one query."""
    return tuple(
        StoreLine(
            pk=store.pk,
            name=store.name,
            data_class=store.data_class.title if store.data_class else "",
            location=store.location,
            encryption=store.encryption,
            access=store.access,
            retention=store.retention,
            findings=findings_of_store(store.facts()),
        )
        for store in system.data_stores.select_related("data_class").order_by("name")
    )


def data_store_findings(system: System) -> tuple[StoreLine, ...]:
    """The data stores whose record lacks something."""
    return tuple(store for store in data_stores(system) if store.findings)
