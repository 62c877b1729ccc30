"""Samples as the firm reads them: their items, what the sample supports, and how it lies over the period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from attestry.populations.models import (
    AskedItem,
    ItemReplacement,
    Population,
    PopulationFreeze,
    Sample,
    SampledItem,
    SampleExtension,
)
from attestry.populations.rules.achieved import Achieved, all_achieved
from attestry.populations.rules.method import How
from attestry.populations.rules.spread import Quarter, quarters
from attestry.populations.rules.state import ItemState


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One item of a sample, how far it got, and where its evidence is."""

    item: SampledItem
    state: ItemState
    asked: AskedItem | None
    replacement: ItemReplacement | None


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A sample with its items, what it supports, and its spread over the period.

    ``projected`` counts the items that a rate may be projected from: drawn by the seed and not replaced.
    """

    population: Population
    sample: Sample
    freeze: PopulationFreeze
    lines: tuple[SampleLine, ...]
    extensions: tuple[SampleExtension, ...]
    projected: int
    statements: list[list[Achieved]]
    quarters: list[Quarter]

    @property
    def waiting(self) -> int:
        """How many items were not asked for yet."""
        return sum(1 for one in self.lines if one.state is ItemState.SELECTED)

    @property
    def unseen_quarters(self) -> list[Quarter]:
        """The quarters that hold items of the population and none of the sample."""
        return [one for one in self.quarters if one.population_count and not one.sample_count]

    @property
    def days(self) -> list[str]:
        """The first and the last day of an item that stands."""
        dated = sorted(one.item.on for one in self.lines if one.item.on and one.replacement is None)
        return [dated[0].isoformat(), dated[-1].isoformat()] if dated else []


def sample_page(population: Population) -> SamplePage | None:
    """The sample of a population, in four queries; None where none was drawn."""
    sample = Sample.objects.select_related("commitment__reveal").filter(population=population).first()
    if sample is None:
        return None
    freeze = PopulationFreeze.objects.select_related("extraction").get(population=population)
    lines = tuple(map(_line, _items(sample)))
    standing = [one.item for one in lines if one.replacement is None]
    projected = projected_count(standing)
    whole = freeze.extraction.item_count
    return SamplePage(
        population=population,
        sample=sample,
        freeze=freeze,
        lines=lines,
        extensions=tuple(SampleExtension.objects.filter(sample=sample)),
        projected=projected,
        statements=all_achieved(whole, projected) if projected else [],
        quarters=_quarters(population, freeze, standing),
    )


def tested_items(sample: Sample) -> list[SampledItem]:
    """The items that a test looks at: all that were not replaced, in the order of selection."""
    return list(SampledItem.objects.filter(sample=sample, replacement=None))


def projected_count(items: Iterable[SampledItem]) -> int:
    """Of items that stand, how many a rate may be projected from: those that the seed chose."""
    return sum(1 for one in items if one.how != How.JUDGEMENT)


def population_count(sample: Sample) -> int:
    """How many items the frozen list holds."""
    frozen = PopulationFreeze.objects.select_related("extraction")
    return frozen.get(population=sample.population_id).extraction.item_count


def _items(sample: Sample) -> Iterable[SampledItem]:
    return SampledItem.objects.filter(sample=sample).select_related("asked", "replacement__by")


def _line(item: SampledItem) -> SampleLine:
    asked: AskedItem | None = getattr(item, "asked", None)
    replacement: ItemReplacement | None = getattr(item, "replacement", None)
    state = ItemState.REQUESTED if asked else ItemState.SELECTED
    return SampleLine(item, ItemState.REPLACED if replacement else state, asked, replacement)


def _quarters(
    population: Population, freeze: PopulationFreeze, standing: Iterable[SampledItem]
) -> list[Quarter]:
    whole = dict(freeze.extraction.facts["quarters"])
    if not whole:
        return []
    sampled = [one.on for one in standing if one.on is not None]
    laid = quarters(population.from_on, population.until_on, (), sampled)
    return [Quarter(one.label, whole.get(one.label, 0), one.sample_count) for one in laid]
