"""The firm's page of one deviation: what was written, and the facts that stand beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from attestry.controls.models import Control
from attestry.deviations.models import Confirmation, Deviation, Evaluation, SharedResult
from attestry.deviations.queries.deviations import DeviationLine, deviations_of, line_of
from attestry.deviations.queries.facts import (
    Citable,
    Figures,
    citable_conclusions,
    criteria_of_deviation,
    figures_of,
)
from attestry.engagements.models import Engagement
from attestry.incidents.models import Incident
from attestry.populations.models import SampleExtension
from attestry.workpapers.models import ItemMark, Workpaper
from attestry.workpapers.queries.paper import WholeResult, whole_results


@dataclass(frozen=True, slots=True)
class DeviationPage:
    """Everything of one deviation, and what the auditor may want to look at while weighing it."""

    line: DeviationLine
    marks: tuple[ItemMark, ...]
    confirmations: tuple[Confirmation, ...]
    evaluations: tuple[Evaluation, ...]
    results: tuple[SharedResult, ...]
    figures: Figures
    criteria: tuple[str, ...]
    citable: tuple[Citable, ...]
    whole: tuple[WholeResult, ...]
    extensions: tuple[SampleExtension, ...]
    incidents: tuple[Incident, ...]
    beside: tuple[DeviationLine, ...]


def deviation_page(deviation: Deviation) -> DeviationPage:
    """The page of a deviation that was read by ``deviation_of``, in a constant number of queries."""
    engagement = deviation.engagement
    criteria = criteria_of_deviation(deviation)
    paper = deviation.workpaper
    population = paper.population_id if paper else None
    return DeviationPage(
        line=line_of(deviation),
        marks=tuple(one.mark for one in deviation.marks.all()),
        confirmations=tuple(deviation.confirmations.all()),
        evaluations=tuple(deviation.evaluations.all()),
        results=tuple(deviation.shared.all()),
        figures=figures_of(deviation),
        criteria=criteria,
        citable=citable_conclusions(deviation),
        whole=whole_results(deviation.control.key, engagement),
        extensions=tuple(SampleExtension.objects.filter(sample__population=population)) if population else (),
        incidents=incidents_of(engagement),
        beside=tuple(
            one
            for one in deviations_of(engagement)
            if one.deviation.pk != deviation.pk and set(criteria) & set(one.effects)
        ),
    )


def incidents_of(engagement: Engagement) -> tuple[Incident, ...]:
    """The incidents that were detected from the first day that the engagement speaks of, in one query."""
    on = engagement.begins_on
    start = datetime(on.year, on.month, on.day, tzinfo=UTC) - timedelta(days=1)
    return tuple(Incident.objects.filter(detected_at__gte=start).order_by("detected_at"))


def tested_controls(engagement: Engagement) -> tuple[Control, ...]:
    """The controls that have a workpaper in the engagement, in one query."""
    papers = Workpaper.objects.filter(engagement=engagement).values("control")
    return tuple(Control.objects.filter(pk__in=papers).order_by("key"))
