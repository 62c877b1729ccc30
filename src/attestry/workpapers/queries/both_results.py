"""What was concluded of a control's design and of its operation, beside each other: they may differ."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.workpapers.models import Workpaper
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.conclusion import Verdict


@dataclass(frozen=True, slots=True)
class AspectResult:
    """One of the two; without a paper there is nothing to lead to, without a conclusion no verdict."""

    aspect: Aspect
    paper: Workpaper | None
    verdict: Verdict | None
    is_reviewed: bool

    @property
    def words(self) -> str:
        """The result as a report says it."""
        if self.verdict:
            return self.verdict.words(self.aspect)
        return "Nothing concluded yet" if self.paper else "No paper is open"


def both_results(paper: Workpaper) -> tuple[AspectResult, ...]:
    """Design, then operation where the engagement tests it, in two queries."""
    papers = Workpaper.objects.filter(engagement=paper.engagement_id, control=paper.control_id)
    by_aspect = {one.the_aspect: one for one in papers.prefetch_related("conclusions__review")}
    tests_operation = paper.engagement.the_kind.has_operating_tests
    return tuple(
        _result(aspect, by_aspect.get(aspect))
        for aspect in Aspect
        if aspect is Aspect.DESIGN or tests_operation
    )


def _result(aspect: Aspect, paper: Workpaper | None) -> AspectResult:
    last = max(paper.conclusions.all(), key=lambda one: one.version, default=None) if paper else None
    verdict = Verdict(last.verdict) if last else None
    review = getattr(last, "review", None)
    return AspectResult(aspect, paper, verdict, review is not None and review.stands)
