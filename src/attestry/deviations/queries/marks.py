"""The marks of workpapers that deviate, and which of them a deviation or a reason covers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from attestry.deviations.models import DeviatingMark, NoDeviation
from attestry.engagements.models import Engagement
from attestry.workpapers.models import Conclusion, ItemMark, Workpaper
from attestry.workpapers.queries.standing_marks import last_of_their_cells, standing_marks
from attestry.workpapers.rules.grid import Mark

Cell = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class UnexplainedMark:
    """A deviating cell of a concluded paper that neither a deviation nor a reason covers."""

    workpaper: Workpaper
    mark: ItemMark

    @property
    def label(self) -> str:
        """The cell as a person would name it."""
        return f"{self.workpaper.reference}, {self.mark.item.label}, {self.mark.attribute}"


def unexplained_marks(engagement: Engagement) -> tuple[UnexplainedMark, ...]:
    """Every deviating cell of a concluded paper that nothing covers, in five queries."""
    concluded = Conclusion.objects.filter(workpaper__engagement=engagement).values_list(
        "workpaper", flat=True
    )
    return _uncovered(engagement, set(concluded))


def marks_to_raise(engagement: Engagement) -> tuple[UnexplainedMark, ...]:
    """The same of every paper, concluded or not: what a deviation may be raised from."""
    return _uncovered(engagement, None)


def counting_marks(workpaper: Workpaper) -> dict[tuple[int, str], ItemMark]:
    """The deviating marks of one paper that count, by item and attribute."""
    found = ItemMark.objects.filter(workpaper=workpaper, item__replacement=None).select_related("item")
    last = {(one.item_id, one.attribute): one for one in found.order_by("pk")}
    return {cell: one for cell, one in last.items() if one.mark == Mark.FAIL}


def covered_cells(workpapers: Collection[int]) -> frozenset[Cell]:
    """The cells of these papers that a deviation is made of or a reason speaks of, in two queries.

    A cell of which somebody wrote a further mark after the reason is open again.
    """
    columns = ("mark__workpaper", "mark__item", "mark__attribute")
    deviating = DeviatingMark.objects.filter(mark__workpaper__in=workpapers).values_list(*columns)
    reasons = NoDeviation.objects.filter(mark__workpaper__in=workpapers).values("mark")
    still = last_of_their_cells(ItemMark.objects.filter(pk__in=reasons))
    return frozenset({*deviating, *still.values_list("workpaper", "item", "attribute")})


def _uncovered(engagement: Engagement, only: set[int] | None) -> tuple[UnexplainedMark, ...]:
    failing = sorted(standing_marks(engagement, Mark.FAIL), key=_cell)
    wanted = {one.workpaper_id for one in failing if only is None or one.workpaper_id in only}
    papers = Workpaper.objects.select_related("control").in_bulk(wanted)
    covered = covered_cells(wanted)
    return tuple(
        UnexplainedMark(papers[one.workpaper_id], one)
        for one in failing
        if one.workpaper_id in papers and _cell(one) not in covered
    )


def _cell(mark: ItemMark) -> Cell:
    return mark.workpaper_id, mark.item_id, mark.attribute
