"""Single records of the scope to show and act on: resources, components, stores, data classes."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from attestry.kit.errors import NotFound
from attestry.scope.models import (
    Component,
    DataClass,
    DataStore,
    DiscoveredResource,
    Driver,
    FrameworkTrack,
    InapplicableCriterion,
    System,
)
from attestry.scope.rules.system import Verdict

RESOURCE_SORTS = {
    "item": ("item_id", "source"),
    "seen": ("first_seen_at", "source", "item_id"),
    "verdict": ("verdict", "source", "item_id"),
}
_SEARCHED = ("item_id", "account", "project", "repository", "tags", "reason")


def resources(
    system: System,
    *,
    verdict: str = "",
    source: str = "",
    decided_by: str = "",
    search: str = "",
    sort: str = "seen",
    is_descending: bool = True,
) -> QuerySet[DiscoveredResource]:
    """Discovered resources that are asked for; ``decided_by`` is rule or person."""
    names = RESOURCE_SORTS[sort]
    found = system.resources.order_by(*(f"-{one}" if is_descending else one for one in names[:1]), *names[1:])
    if verdict:
        found = found.filter(verdict=verdict)
    if source:
        found = found.filter(source=source)
    if decided_by:
        found = found.exclude(verdict=Verdict.UNDECIDED).filter(rule__isnull=decided_by == "person")
    for word in search.split():
        found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in _SEARCHED)))
    return found


def resource_sources(system: System) -> dict[str, int]:
    """How many resources each source reported, in one query."""
    rows = system.resources.order_by("source").values_list("source").annotate(count=Count("pk"))
    return dict(rows)


def resource(system: System, pk: int) -> DiscoveredResource:
    """One discovered resource. Raises NotFound."""
    found = system.resources.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such resource.", next_step="See the list of discovered resources.")
    return found


def component(system: System, pk: int) -> Component:
    """One component. Raises NotFound."""
    found = system.components.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such component.", next_step="See the boundary.")
    return found


def data_store(system: System, pk: int) -> DataStore:
    """One data store with its class. Raises NotFound."""
    found = system.data_stores.select_related("data_class").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such data store.", next_step="See the list of data stores.")
    return found


def data_classes(system: System) -> tuple[DataClass, ...]:
    """The system's data classes, in the order in which they were made."""
    return tuple(system.data_classes.order_by("pk"))


def driver(system: System, pk: int) -> Driver:
    """Who asks for a category. Raises NotFound."""
    found = system.drivers.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such driver.", next_step="See the categories.")
    return found


def track(system: System, family: str) -> FrameworkTrack:
    """A framework that is worked on. Raises NotFound."""
    found = system.tracks.filter(family=family).first()
    if found is None:
        raise NotFound("That framework is not worked on.", next_step="See the scope wizard.")
    return found


def inapplicable_criterion(system: System, reference: str) -> InapplicableCriterion:
    """A criterion that was left out. Raises NotFound."""
    found = system.inapplicable_criteria.filter(reference=reference).first()
    if found is None:
        raise NotFound("That criterion was not left out.", next_step="See the criteria.")
    return found


def inapplicable_reasons(system: System) -> dict[str, str]:
    """The criteria that do not apply, by reference, each with its reason; one query."""
    return dict(system.inapplicable_criteria.values_list("reference", "reason"))
