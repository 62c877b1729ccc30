"""The page of how much is behind the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.control_tests.queries import definitions
from attestry.effectiveness.rules.divergence import HIGH, LOW
from attestry.effectiveness.rules.status import Depth
from attestry.effectiveness.rules.trend import Trend
from attestry.readiness.queries.assurance import assurance as assurance_of
from attestry.readiness.tables.depth import BY_DEPTH
from attestry.readiness.views.around import around
from attestry.readiness.views.signals import signal_lines
from attestry.scope.queries.categories import the_system
from attestry.ui.as_of import moment
from attestry.ui.periods import period_of
from attestry.ui.words import number_words, share_words, span_words


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One measure as the page says it."""

    title: str
    meaning: str
    before: str
    now: str
    trend: Trend


_MEASURES = {
    "promises_kept": ("Promises kept", "failures put right in the promised time, of those decided"),
    "time_to_detect": ("Time to detect", "median, from going wrong to being seen"),
    "time_to_fix": ("Time to fix", "median, from being seen to being right again"),
    "failing_time": ("Time failing", "item-hours that were proved to fail"),
    "share_seen": ("Time seen", "share of the tests' time in which the answer was known"),
    "share_passing": ("Time passing", "share of the tests' time that passed"),
}
_LENGTHS = frozenset({"time_to_detect", "time_to_fix"})


@require_safe
def assurance(request: HttpRequest) -> HttpResponseBase:
    """Depth, also as CSV by criterion; the checkbox index, paper beside outcome, how the outcome went."""
    asked = moment(request.GET)
    period = period_of(request.GET, asked)
    found = assurance_of(the_system(), from_at=period.from_at, at=asked.at, known_at=asked.known_at)
    if answered := BY_DEPTH.as_csv(request.GET, found.criteria):
        return answered
    carried = {**asked.carried, "days": str(period.days)}
    context = {
        "found": found,
        "listing": BY_DEPTH.listing(request.GET, found.criteria, carried),
        "period": period,
        "depths": sorted(Depth, reverse=True),
        "signals": tuple(signal_lines(found.checkbox.shares)),
        "measures": [_line(one) for one in found.trends.trends],
        "titles": _titles((*found.trends.definitions.reworded, *found.trends.definitions.joined,
                           *found.trends.definitions.left)),
        "high": share_words(HIGH),
        "low": share_words(LOW),
    }  # fmt: skip
    return render(request, "readiness/assurance.html", {**context, **around(request, asked)})


def _line(trend: Trend) -> TrendLine:
    title, meaning = _MEASURES[trend.name]
    return TrendLine(title, meaning, _said(trend.name, trend.before), _said(trend.name, trend.now), trend)


def _said(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name in _LENGTHS:
        return span_words(timedelta(hours=value))
    return number_words(round(value)) if name == "failing_time" else share_words(value)


def _titles(test_ids: Sequence[str]) -> dict[str, str]:
    known = definitions()
    return {one: known[one].meaning.title if one in known else one for one in test_ids}
