"""One workpaper's page: the grid, the work, what the whole population says beside the sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Counts, Outcome
from attestry.effectiveness.queries.results import latest_results
from attestry.engagements.models import Engagement
from attestry.populations.models import Population, PopulationFreeze, Sample, SampledItem
from attestry.populations.queries.samples import tested_items
from attestry.populations.rules.achieved import CONFIDENCES, Achieved, achieved
from attestry.workpapers.models import Conclusion, ItemMark, Procedure, WorkNote, Workpaper
from attestry.workpapers.queries.grounds import grid_tally, is_outdated, last_marks
from attestry.workpapers.rules.grid import Mark, Tally


@dataclass(frozen=True, slots=True)
class GridRow:
    """One item of the sample and its marks, in the order of the attributes; None: nobody wrote one."""

    item: SampledItem
    marks: tuple[tuple[str, Mark | None], ...]
    words: str

    @property
    def is_whole(self) -> bool:
        """Whether every attribute is marked."""
        return all(mark is not None for _, mark in self.marks)


@dataclass(frozen=True, slots=True)
class WholeResult:
    """What a control test of the house says of its whole population at the end of the period: a fact."""

    test_id: str
    title: str
    outcome: Outcome
    counts: Counts
    as_of: datetime
    entry_seq: int


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Everything of one workpaper."""

    paper: Workpaper
    procedures: tuple[Procedure, ...]
    notes: tuple[WorkNote, ...]
    conclusions: tuple[Conclusion, ...]
    sample: Sample | None
    rows: tuple[GridRow, ...]
    tally: Tally | None
    achieved: tuple[Achieved, ...]
    whole: tuple[WholeResult, ...]
    offered: tuple[Population, ...]

    @property
    def procedure(self) -> Procedure | None:
        """The procedure in force."""
        return self.procedures[-1] if self.procedures else None

    @property
    def conclusion(self) -> Conclusion | None:
        """The conclusion that counts."""
        return self.conclusions[-1] if self.conclusions else None

    @property
    def is_outdated(self) -> bool:
        """Whether something was written, or an item drawn, after the conclusion that counts."""
        return is_outdated(self.paper, self.conclusion)

    @property
    def cited(self) -> tuple[int, ...]:
        """The entries that the work and the marks name, each once."""
        return tuple(dict.fromkeys(one.entry_id for one in self.notes if one.entry_id is not None))


def paper_page(paper: Workpaper) -> PaperPage:
    """The page of a workpaper, in a constant number of queries."""
    procedures = tuple(paper.procedures.all())
    sample = Sample.objects.filter(population=paper.population_id).first() if paper.population_id else None
    letters = [one["letter"] for one in procedures[-1].attributes] if procedures else []
    figures = grid_tally(paper)
    return PaperPage(
        paper=paper,
        procedures=procedures,
        notes=tuple(paper.notes.select_related("entry")),
        conclusions=tuple(paper.conclusions.select_related("review")),
        sample=sample,
        rows=_rows(paper, sample, letters),
        tally=figures,
        achieved=_achieved(paper, figures),
        whole=whole_results(paper.control.key, paper.engagement),
        offered=tuple(
            Population.objects.filter(engagement=paper.engagement_id, freeze__isnull=False).order_by("title")
        ),
    )


def whole_results(key: str, engagement: Engagement) -> tuple[WholeResult, ...]:
    """The last results of the control's tests as of the end of what the engagement speaks of."""
    until = datetime(
        engagement.until_on.year, engagement.until_on.month, engagement.until_on.day, tzinfo=UTC
    ) + timedelta(days=1)
    known = latest_results(until)
    found = []
    for test_id, definition in definitions().items():
        one = known.get(test_id)
        if one is not None and key in definition.meaning.controls:
            title = definition.meaning.title
            found.append(WholeResult(test_id, title, one.outcome, one.counts, one.as_of, one.entry_seq))
    return tuple(sorted(found, key=lambda one: one.title))


def marks_of(paper: Workpaper, item: SampledItem) -> tuple[ItemMark, ...]:
    """Everything that was ever marked of an item, the last first."""
    return tuple(paper.marks.filter(item=item).order_by("-pk"))


def _rows(paper: Workpaper, sample: Sample | None, letters: Sequence[str]) -> tuple[GridRow, ...]:
    if sample is None:
        return ()
    standing = last_marks(paper)
    found = []
    for item in tested_items(sample):
        kept = [standing.get((item.pk, letter)) for letter in letters]
        marks = tuple(
            (letter, Mark(one.mark) if one else None) for letter, one in zip(letters, kept, strict=True)
        )
        words = "; ".join(dict.fromkeys(one.words for one in kept if one and one.words))
        found.append(GridRow(item, marks, words))
    return tuple(found)


def _achieved(paper: Workpaper, figures: Tally | None) -> tuple[Achieved, ...]:
    """What the sample supports, once every item is marked."""
    if figures is None or figures.open_cells or not figures.tested:
        return ()
    frozen = (
        PopulationFreeze.objects.filter(population=paper.population_id).select_related("extraction").get()
    )
    whole = frozen.extraction.item_count
    return tuple(achieved(whole, figures.tested, figures.deviating, one) for one in CONFIDENCES)
