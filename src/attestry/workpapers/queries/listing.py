"""The workpapers of an engagement as a list shows them, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

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
    conclusion: Conclusion | None
    criteria: tuple[str, ...]

    @property
    def verdict(self) -> Verdict | None:
        """What was concluded; None before that."""
        return Verdict(self.conclusion.verdict) if self.conclusion else None

    @property
    def verdict_words(self) -> str:
        """The verdict in words; empty before that."""
        return self.verdict.words(self.paper.the_aspect) if self.verdict else ""


def paper_lines(engagement: Engagement) -> tuple[PaperLine, ...]:
    """Every workpaper of the engagement, by control, in four queries; controls are read in brief."""
    last_ones = {one.workpaper_id: one for one in _last_conclusions(engagement)}
    controls = Control.objects.only("key", "title", "statement").in_bulk()
    speaking = references_by_control()
    lines = []
    one: Any
    for one in with_last_work(Workpaper.objects.filter(engagement=engagement)):
        one.engagement, one.control = engagement, controls[one.control_id]
        last: Any = last_ones.get(one.pk)
        state = state_of(
            has_procedure=one.planned_at is not None,
            has_work=bool(one.noted_at or one.marked_at),
            is_concluded=last is not None,
            approved=last.stands if last is not None else None,
            is_outdated=is_outdated(one, last),
        )
        lines.append(PaperLine(one, state, last, speaking.get(one.control.key, ())))
    return tuple(lines)


def _last_conclusions(engagement: Engagement) -> QuerySet[Conclusion]:
    """The conclusions that count, each with what its review said (``stands``; None without one)."""
    later = Conclusion.objects.filter(workpaper=OuterRef("workpaper"), version__gt=OuterRef("version"))
    found = Conclusion.objects.filter(~Exists(later), workpaper__engagement=engagement)
    return found.annotate(stands=F("review__stands"))


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
    return Workpaper.objects.select_related(
        "control__category", "population__freeze__extraction", "engagement"
    )
