"""Single records of the scope to show and act on: resources, components, stores, data classes."""

from __future__ import annotations

from django.db.models import Count, QuerySet

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


def resources(
    system: System, *, verdict: str = "", source: str = "", search: str = ""
) -> QuerySet[DiscoveredResource]:
    """Discovered resources: the newest first, by id."""
    found = system.resources.order_by("-first_seen_at", "source", "item_id")
    if verdict:
        found = found.filter(verdict=verdict)
    if source:
        found = found.filter(source=source)
    for word in search.split():
        found = found.filter(item_id__icontains=word)
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
