"""What a conclusion would rest on, and who prepared it."""

from __future__ import annotations

from collections.abc import Collection

from attestry.populations.models import PopulationFreeze, SampledItem
from attestry.workpapers.models import ItemMark, Workpaper
from attestry.workpapers.rules.aspect import Nature
from attestry.workpapers.rules.conclusion import Ground
from attestry.workpapers.rules.grid import Mark, Tally, tally


def ground_of(workpaper: Workpaper, cited: Collection[int]) -> Ground:
    """The paper's procedure, natures of work, grid and population."""
    procedure = workpaper.procedures.last()
    natures = {Nature(one) for one in workpaper.notes.values_list("nature", flat=True)}
    if workpaper.marks.exists():
        natures.add(Nature.INSPECTION)
    return Ground(
        aspect=workpaper.the_aspect,
        has_procedure=procedure is not None,
        natures=frozenset(natures),
        cited=cited,
        grid=grid_tally(workpaper),
        population_size=_population_size(workpaper),
    )


def grid_tally(workpaper: Workpaper) -> Tally | None:
    """The paper's grid in figures; None where it tests no sample, or no attribute is written."""
    procedure = workpaper.procedures.last()
    if workpaper.population_id is None or procedure is None or not procedure.attributes:
        return None
    standing = SampledItem.objects.filter(sample__population=workpaper.population_id, replacement=None)
    return tally(
        standing.values_list("pk", flat=True),
        [one["letter"] for one in procedure.attributes],
        {key: Mark(one.mark) for key, one in last_marks(workpaper).items()},
    )


def last_marks(workpaper: Workpaper) -> dict[tuple[int, str], ItemMark]:
    """The mark that counts of each item and attribute, in one query."""
    return {(one.item_id, one.attribute): one for one in workpaper.marks.order_by("pk")}


def preparers_of(workpaper: Workpaper) -> frozenset[int]:
    """Everybody who wrote in the paper, but for reviews."""
    found: set[int] = set()
    for rows in (workpaper.procedures, workpaper.notes, workpaper.marks, workpaper.conclusions):
        found.update(rows.values_list("by", flat=True))
    return frozenset(found)


def _population_size(workpaper: Workpaper) -> int | None:
    """How many items the frozen population of the paper holds; None where it names none."""
    frozen = PopulationFreeze.objects.filter(population=workpaper.population_id)
    return frozen.values_list("extraction__item_count", flat=True).first()
