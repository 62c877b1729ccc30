"""What a conclusion would rest on, and who prepared it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Model, OuterRef, QuerySet, Subquery

from attestry.populations.models import PopulationFreeze, SampledItem
from attestry.workpapers.models import Conclusion, ItemMark, Procedure, WorkNote, Workpaper
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


def with_last_work(papers: QuerySet[Workpaper]) -> QuerySet[Workpaper]:
    """The papers, each with when its newest line of every sort was written and its newest item drawn."""
    drawn = SampledItem.objects.filter(sample__population=OuterRef("population")).order_by("-pk")
    return papers.annotate(
        planned_at=_newest(Procedure), noted_at=_newest(WorkNote), marked_at=_newest(ItemMark),
        drawn_at=Subquery(drawn.values("selected_at")[:1]),
    )  # fmt: skip


def is_outdated(paper: Workpaper, last: Conclusion | None) -> bool:
    """Whether the paper of ``with_last_work`` changed after its last conclusion, which so speaks of less."""
    if last is None:
        return False
    moments: list[datetime | None] = [
        getattr(paper, name) for name in ("planned_at", "noted_at", "marked_at", "drawn_at")
    ]
    return any(one is not None and one > last.at for one in moments)


def _newest(model: type[Model]) -> Subquery:
    rows = model._default_manager.filter(workpaper=OuterRef("pk")).order_by("-pk")
    return Subquery(rows.values("at")[:1])


def _population_size(workpaper: Workpaper) -> int | None:
    """How many items the frozen population of the paper holds; None where it names none."""
    frozen = PopulationFreeze.objects.filter(population=workpaper.population_id)
    return frozen.values_list("extraction__item_count", flat=True).first()
