"""What management sees of populations: which were frozen, and which of their items the firm asked for.

A population that is not frozen, a seed, a size and an item that was not asked for are not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from attestry.engagements.models import Engagement
from attestry.populations.errors import UnknownPopulation
from attestry.populations.models import AskedItem, Population, PopulationExtraction, PopulationFreeze


@dataclass(frozen=True, slots=True)
class SharedPopulation:
    """A frozen population as management sees it."""

    population: Population
    extraction: PopulationExtraction
    entry_seq: int
    frozen_at: datetime
    asked_count: int


@dataclass(frozen=True, slots=True)
class SharedItem:
    """An item that the firm asked for."""

    item_id: str
    item_name: str
    at: str
    words: str
    asked_at: datetime


def shared_populations(engagement: Engagement) -> list[SharedPopulation]:
    """Every frozen population of an engagement, in two queries."""
    asked = dict(
        AskedItem.objects.filter(item__sample__population__engagement=engagement)
        .values_list("item__sample__population")
        .annotate(count=Count("pk"))
        .order_by()
    )
    frozen = PopulationFreeze.objects.filter(population__engagement=engagement)
    return [
        _shared(one, asked.get(one.population_id, 0))
        for one in frozen.select_related("population", "extraction")
    ]


def shared_population(engagement: Engagement, pk: int) -> SharedPopulation:
    """One of them. Raises UnknownPopulation, also for one that is not frozen."""
    found = [one for one in shared_populations(engagement) if one.population.pk == pk]
    if not found:
        raise UnknownPopulation
    return found[0]


def asked_items(population: Population) -> Sequence[SharedItem]:
    """The items that were asked for, in the order of their names; the order of selection says nothing."""
    found = AskedItem.objects.filter(item__sample__population=population).select_related("item")
    return [
        SharedItem(one.item.item_id, one.item.item_name, one.item.at, one.words, one.asked_at)
        for one in found.order_by("item__item_id")
    ]


def _shared(one: PopulationFreeze, asked_count: int) -> SharedPopulation:
    return SharedPopulation(one.population, one.extraction, one.entry_seq, one.frozen_at, asked_count)
