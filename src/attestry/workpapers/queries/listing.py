"""The workpapers of an engagement as a list shows them, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from attestry.controls.models import Control
from attestry.controls.queries.commitments import references_by_control
from attestry.engagements.models import Engagement
from attestry.populations.models import SampledItem
from attestry.workpapers.errors import UnknownWorkpaper
from attestry.workpapers.models import Conclusion, Workpaper
from attestry.workpapers.queries.grounds import is_outdated, with_last_work
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.state import PaperState, state_of


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One workpaper: how far it got and, once concluded, what was concluded."""

    paper: Workpaper
    state: PaperState
    verdict: Verdict | None
    criteria: tuple[str, ...]

    @property
    def conclusion(self) -> Conclusion | None:
        """The conclusion that counts."""
        return _last(self.paper)

    @property
    def verdict_words(self) -> str:
        """What was concluded, in words; empty before that."""
        return self.verdict.words(self.paper.the_aspect) if self.verdict else ""


def paper_lines(engagement: Engagement) -> tuple[PaperLine, ...]:
    """Every workpaper of the engagement, by control."""
    found = with_last_work(_papers().filter(engagement=engagement))
    speaking = references_by_control()
    lines = []
    one: Any
    for one in found:
        last = _last(one)
        state = state_of(
            has_procedure=one.planned_at is not None,
            has_work=bool(one.noted_at or one.marked_at),
            is_concluded=last is not None,
            approved=last.review.stands if last is not None and hasattr(last, "review") else None,
            is_outdated=is_outdated(one, last),
        )
        verdict = Verdict(last.verdict) if last else None
        lines.append(PaperLine(one, state, verdict, speaking.get(one.control.key, ())))
    return tuple(lines)


def counts(lines: Sequence[PaperLine]) -> Counter[PaperState]:
    """How many workpapers stand where."""
    return Counter(one.state for one in lines)


def workpaper_of(engagement: Engagement, pk: int) -> Workpaper:
    """One workpaper of the engagement. Raises UnknownWorkpaper."""
    found = with_last_work(_papers()).filter(engagement=engagement, pk=pk).first()
    if found is None:
        raise UnknownWorkpaper
    return found


def item_of(workpaper: Workpaper, pk: int) -> SampledItem:
    """One item of the paper's sample. Raises UnknownWorkpaper."""
    found = SampledItem.objects.filter(sample__population=workpaper.population_id, pk=pk).first()
    if found is None or workpaper.population_id is None:
        raise UnknownWorkpaper
    return found


def tested_controls(engagement: Engagement) -> list[Control]:
    """The controls that the engagement has workpapers on, by key."""
    papers = Workpaper.objects.filter(engagement=engagement).values("control")
    return list(Control.objects.filter(pk__in=papers).order_by("key"))


def unopened(engagement: Engagement, keys: Sequence[str]) -> int:
    """How many papers these controls of the engagement lack."""
    aspects = len(Aspect) if engagement.the_kind.has_operating_tests else 1
    there = Workpaper.objects.filter(engagement=engagement, control__key__in=keys).count()
    return max(0, len(keys) * aspects - there)


def _papers() -> QuerySet[Workpaper]:
    said = Conclusion.objects.select_related("review", "by").order_by("pk")
    found = Workpaper.objects.select_related(
        "control__category", "population__freeze__extraction", "engagement"
    )
    return found.prefetch_related(Prefetch("conclusions", said))


def _last(paper: Workpaper) -> Conclusion | None:
    rows = list(paper.conclusions.all())
    return rows[-1] if rows else None
