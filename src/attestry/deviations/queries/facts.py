"""What stands beside a deviation when the firm weighs it: figures, criteria, and what may compensate."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.controls.queries.commitments import references_by_control
from attestry.deviations.models import Deviation
from attestry.engagements.queries.criteria import criteria_of
from attestry.populations.rules.achieved import CONFIDENCES, achieved
from attestry.workpapers.models import Conclusion, Workpaper
from attestry.workpapers.queries.grounds import grid_tally
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.conclusion import Verdict


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of how many deviate, of what population, and what that leaves possible. None: no sample.

    ``paper_deviating`` counts the items of the whole paper, this deviation's and others'.
    """

    tested: int | None = None
    deviating: int | None = None
    population: int | None = None
    paper_deviating: int | None = None
    limits: tuple[str, ...] = ()
    open_cells: int = 0


@dataclass(frozen=True, slots=True)
class Citable:
    """The conclusion on another control of the engagement that was tested and found effective."""

    paper: Workpaper
    conclusion: Conclusion
    criteria: tuple[str, ...]


def figures_of(deviation: Deviation) -> Figures:
    """The figures as the grid stands; upper limits for each usual confidence."""
    paper = deviation.workpaper
    grid = grid_tally(paper) if paper else None
    if paper is None or paper.population is None or grid is None or not grid.tested:
        return Figures()
    deviating = deviation.marks.values("mark__item").distinct().count()
    whole = paper.population.freeze.extraction.item_count
    return Figures(
        tested=grid.tested,
        deviating=deviating,
        population=whole,
        paper_deviating=grid.deviating,
        limits=tuple(dict.fromkeys(achieved(whole, grid.tested, deviating, one).words for one in CONFIDENCES))
        if deviating <= grid.tested
        else (),
        open_cells=grid.open_cells,
    )


def criteria_of_deviation(deviation: Deviation) -> tuple[str, ...]:
    """The criteria of the engagement that its control speaks to."""
    speaks = references_by_control().get(deviation.control.key, ())
    return tuple(one.reference for one in criteria_of(deviation.engagement) if one.reference in speaks)


def citable_conclusions(deviation: Deviation) -> tuple[Citable, ...]:
    """The last conclusions on other controls that say that they worked; in a Type 1, that design suits."""
    engagement = deviation.engagement
    aspect = Aspect.OPERATION if engagement.the_kind.has_operating_tests else Aspect.DESIGN
    found = (
        Conclusion.objects.filter(workpaper__engagement=engagement, workpaper__aspect=aspect)
        .exclude(workpaper__control=deviation.control_id)
        .select_related("workpaper__control", "review")
        .order_by("pk")
    )
    speaking = references_by_control()
    examined = {one.reference for one in criteria_of(engagement)}
    last = {one.workpaper_id: one for one in found}
    return tuple(
        Citable(one.workpaper, one, speaking.get(one.workpaper.control.key, ()))
        for one in last.values()
        if one.verdict == Verdict.EFFECTIVE
        and not (hasattr(one, "review") and not one.review.stands)
        and examined.intersection(speaking.get(one.workpaper.control.key, ()))
    )
