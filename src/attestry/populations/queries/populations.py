"""Populations as the firm reads them: the list of an engagement, and everything of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from attestry.controls.models import Control
from attestry.engagements.models import Engagement
from attestry.populations.errors import UnknownPopulation
from attestry.populations.models import (
    Population,
    PopulationAcceptance,
    PopulationCheck,
    PopulationExtraction,
    PopulationFreeze,
    Sample,
    SeedCommitment,
)
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.drawing import FrozenItem
from attestry.populations.rules.spread import Series
from attestry.populations.rules.state import PopulationState


@dataclass(frozen=True, slots=True)
class PopulationLine:
    """One population in the list of an engagement."""

    population: Population
    controls: tuple[str, ...]
    item_count: int | None
    sample_size: int | None


def populations_of(engagement: Engagement) -> list[PopulationLine]:
    """Every population of an engagement, in two queries."""
    taken = PopulationExtraction.objects.filter(population=OuterRef("pk"))
    drawn = Sample.objects.filter(population=OuterRef("pk"))
    found = Population.objects.filter(engagement=engagement).prefetch_related("controls")
    told = found.annotate(
        taken_count=Subquery(taken.values("item_count")[:1]), drawn_count=Subquery(drawn.values("size")[:1])
    )
    return [
        PopulationLine(
            one, tuple(sorted(c.key for c in one.controls.all())), one.taken_count, one.drawn_count
        )
        for one in told
    ]


def population_of(engagement: Engagement, pk: int) -> Population:
    """A population of this engagement. Raises UnknownPopulation."""
    found = Population.objects.select_related("engagement").filter(engagement=engagement, pk=pk).first()
    if found is None:
        raise UnknownPopulation
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a population's way: whether it was taken, by whom and when."""

    state: PopulationState
    by: str
    at: object


@dataclass(frozen=True, slots=True)
class PopulationPage:
    """One population, with each step that was taken of it."""

    population: Population
    controls: tuple[Control, ...]
    extraction: PopulationExtraction | None
    checks: tuple[PopulationCheck, ...]
    acceptance: PopulationAcceptance | None
    freeze: PopulationFreeze | None
    commitment: SeedCommitment | None
    sample: Sample | None
    lacking: tuple[str, ...]

    @property
    def steps(self) -> list[Step]:
        """The steps in order, the ones not taken without a name."""
        took, said = self.extraction, self.acceptance
        return [
            Step(PopulationState.DEFINED, self.population.defined_by, self.population.defined_at),
            Step(
                PopulationState.EXTRACTED, *((took.extracted_by, took.extracted_at) if took else ("", None))
            ),
            Step(PopulationState.CHECKED, *((said.accepted_by, said.accepted_at) if said else ("", None))),
            Step(
                PopulationState.FROZEN,
                *((self.freeze.frozen_by, self.freeze.frozen_at) if self.freeze else ("", None)),
            ),
            Step(
                PopulationState.SAMPLED,
                *((self.sample.drawn_by, self.sample.drawn_at) if self.sample else ("", None)),
            ),
        ]

    @property
    def series(self) -> list[Series]:
        """The numbered series of its items, as they were reckoned when the list was taken."""
        return [
            Series(**{**one, "missing": tuple(one["missing"])})
            for one in (self.extraction.facts["series"] if self.extraction else ())
        ]


def population_page(population: Population) -> PopulationPage:
    """Everything of one population, in seven queries at most."""
    extraction = PopulationExtraction.objects.filter(population=population).first()
    checks = tuple(PopulationCheck.objects.filter(extraction=extraction)) if extraction else ()
    return PopulationPage(
        population=population,
        controls=tuple(population.controls.order_by("key")),
        extraction=extraction,
        checks=checks,
        acceptance=PopulationAcceptance.objects.filter(extraction=extraction).first() if extraction else None,
        freeze=PopulationFreeze.objects.filter(population=population).first(),
        commitment=SeedCommitment.objects.select_related("reveal").filter(population=population).first(),
        sample=Sample.objects.filter(population=population).first(),
        lacking=tuple(lacking_to_accept(extraction, checks)) if extraction else (),
    )


def lacking_to_accept(extraction: PopulationExtraction, checks: Sequence[PopulationCheck]) -> list[str]:
    """Which checks are missing: of a list of none its proof, else one of completeness and one of accuracy."""
    kinds = {CheckKind(one.kind) for one in checks}
    if extraction.item_count == 0:
        return [] if CheckKind.ZERO_ROWS in kinds else ["that it holds none is not proved"]
    lacks = []
    if not any(not kind.is_of_accuracy for kind in kinds):
        lacks.append("completeness was not checked")
    if CheckKind.ACCURACY not in kinds:
        lacks.append("accuracy was not checked")
    return lacks


def narrowed(items: Sequence[FrozenItem], search: str) -> Sequence[FrozenItem]:
    """The items whose id or name holds the words."""
    wanted = search.strip().lower()
    if not wanted:
        return items
    return [one for one in items if wanted in one.item.lower() or wanted in one.name.lower()]
