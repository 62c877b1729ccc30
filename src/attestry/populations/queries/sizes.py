"""The tables of sizes that are in force for an engagement, and the size that somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.engagements.models import Engagement
from attestry.populations.errors import PopulationRefused
from attestry.populations.models import Population, PopulationExtraction, SizeTable
from attestry.populations.rules.method import Basis, Method, Risk
from attestry.populations.rules.size_table import USUAL, Sizes, read_sizes
from attestry.populations.rules.sizing import Parameters, Size, by_frequency, by_population, by_statistics


@dataclass(frozen=True, slots=True)
class SizesInForce:
    """The tables of the firm, and which version; 0: the firm set none, and the usual ones stand."""

    version: int
    sizes: Sizes
    table: SizeTable | None = None


def sizes_in_force(engagement: Engagement) -> SizesInForce:
    """The last version that the engagement's firm keeps, else the usual tables."""
    last = SizeTable.objects.filter(firm=engagement.firm_id).order_by("-version").first()
    if last is None or engagement.firm_id is None:
        return SizesInForce(0, USUAL)
    return SizesInForce(last.version, read_sizes(last.by_frequency, last.by_population), last)


def size_versions(engagement: Engagement) -> list[SizeTable]:
    """Every version that the engagement's firm kept, the newest first."""
    return list(SizeTable.objects.filter(firm=engagement.firm_id).order_by("-version"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody chose for a draw."""

    method: Method
    basis: Basis
    risk: Risk
    frequency: str
    parameters: Parameters
    size: int | None
    reason: str


def sized(population: Population, count: int, asked: Asked) -> tuple[Size, int | None]:
    """The size for ``count`` items, and the version of the firm's table that gave it.

    Raises PopulationRefused that names the field.
    """
    if asked.method is Method.ALL:
        return Size(count, "All items."), None
    if asked.method is Method.STRATIFIED and not population.stratum_column:
        raise PopulationRefused("method", "The population was defined without a column of strata.")
    in_force = sizes_in_force(population.engagement)
    try:
        match asked.basis:
            case Basis.FREQUENCY:
                frequency = asked.frequency or _own_frequency(population)
                return by_frequency(in_force.sizes, frequency, count, asked.risk), in_force.version
            case Basis.POPULATION:
                return by_population(in_force.sizes, count, asked.risk), in_force.version
            case Basis.STATISTICS:
                for field, why in asked.parameters.complaints().items():
                    raise PopulationRefused(field, why)
                return by_statistics(count, asked.parameters), None
            case Basis.JUDGEMENT:
                return _judged(count, asked), None
    except ValueError as refusal:
        field = "frequency" if asked.basis is Basis.FREQUENCY else "expected"
        raise PopulationRefused(field, f"{refusal}.") from refusal


def size_seen(population: Population, asked: Asked) -> Size:
    """The size that a draw would have; nothing is drawn. Raises PopulationRefused."""
    taken = PopulationExtraction.objects.filter(population=population).first()
    if taken is None or not taken.item_count:
        raise PopulationRefused("method", "There is nothing to draw from.")
    return sized(population, taken.item_count, asked)[0]


def _judged(count: int, asked: Asked) -> Size:
    if asked.size is None or not 1 <= asked.size <= count:
        raise PopulationRefused("size", f"A sample has 1 to {count:,} items.")
    if not asked.reason:
        raise PopulationRefused("reason", "Say why so many.")
    return Size(asked.size, f"{Basis.JUDGEMENT.label}: {asked.reason}")


def _own_frequency(population: Population) -> str:
    """The frequency of the population's controls, where they have one in common."""
    found = set(population.controls.values_list("frequency", flat=True))
    if len(found) != 1:
        raise PopulationRefused("frequency", "Say how often the control is performed.")
    return str(found.pop())
