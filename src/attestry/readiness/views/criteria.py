"""The criteria map with its list, and one criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.bars import bar_of
from attestry.frameworks.queries.glossary import terms_in
from attestry.frameworks.rules import Category
from attestry.readiness.queries.criterion import CriterionPage, criterion_page
from attestry.readiness.queries.ratings import last_assessment
from attestry.readiness.queries.standings import CriterionStanding, standings
from attestry.readiness.views.around import around
from attestry.readiness.views.comparison import rating_words
from attestry.scope.queries.categories import the_system
from attestry.ui.addresses import address
from attestry.ui.as_of import moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice
from attestry.ui.periods import period_of
from attestry.ui.words import OUTCOMES

_COLUMNS = (
    Column("reference", "Criterion"),
    Column("outcome", "Status"),
    Column("depth", "Stands on"),
    Column("controls", "Controls", numeric=True),
    Column("failing", "Fail", numeric=True),
    Column("rating", "Rated"),
)
_CSV = ("criterion", "title", "category", "in scope", "outcome", "stands on", "controls", "failing",
        "unknown", "automated", "rating", "reason")  # fmt: skip


@require_safe
def criteria(request: HttpRequest) -> HttpResponseBase:
    """All criteria of the edition in force: as a map, and as a list; also as CSV."""
    asked = moment(request.GET)
    found = standings(the_system(), at=asked.at, known_at=asked.known_at)
    filters = _filters(found.criteria)
    choice = read_choice(request.GET, _COLUMNS, filters)
    choice = replace(choice, filters={**choice.filters, **asked.carried})
    chosen = _sorted([one for one in found.criteria if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("criteria.csv", _CSV, (_csv_row(one) for one in chosen))
    listing = Listing(_COLUMNS, chosen, len(chosen), choice, filters, page_size=max(len(chosen), 1))
    context = {"found": found, "series": map_of(found.criteria), "listing": listing}
    return render(request, "readiness/criteria.html", {**context, **around(request, asked)})


@require_safe
def criterion(request: HttpRequest, reference: str) -> HttpResponse:
    """One trust services criterion."""
    if reference != reference.upper():
        return redirect("criterion", reference=reference.upper(), permanent=True)
    asked = moment(request.GET)
    period = period_of(request.GET, asked)
    page = criterion_page(
        the_system(), reference, at=asked.at, from_at=period.from_at, known_at=asked.known_at
    )
    start, end = period.from_at, period.until_at
    context = {
        "page": page,
        "period": period,
        "bar": bar_of(page.spans, from_at=start, until_at=end, name=reference),
        "bars": {
            key: bar_of(spans, from_at=start, until_at=end, name=key, linked=False)
            for key, spans in page.control_spans.items()
        },
        "terms": terms_in(*_words(page)),
        "assessment": last_assessment(the_system(), ()),
        **rating_words(),
        "breadcrumb": [("Criteria", address("criteria")), (reference, "")],
    }
    return render(request, "readiness/criterion.html", {**context, **around(request, asked)})


def _words(page: CriterionPage) -> tuple[str, ...]:
    """Everything that the page says of the criterion itself."""
    detail = page.detail
    points = (point.text for point in detail.points_of_focus)
    return (detail.line.title, detail.line.statement, detail.notice, *points)


def map_of(found: Iterable[CriterionStanding]) -> list[dict[str, Any]]:
    """The criteria as the map component takes them; what is out of scope is not applicable."""
    series: dict[str, dict[str, Any]] = {}
    for one in found:
        title = f"{one.reference} {one.criterion.title}"
        cell = {
            "id": one.reference,
            "title": title if one.is_in_scope else f"{title} (outside the scope)",
            "outcome": (one.outcome if one.is_in_scope else Outcome.NOT_APPLICABLE).value,
            "depth": int(one.depth) if one.is_in_scope else 0,
            "href": address("criterion", one.reference),
        }
        group = series.setdefault(
            one.criterion.section, {"id": one.criterion.section, "title": one.section_title, "cells": []}
        )
        group["cells"].append(cell)
    return list(series.values())


def _filters(found: Sequence[CriterionStanding]) -> tuple[Filter, ...]:
    categories = tuple(
        Option(
            one.value,
            one.value.replace("_", " ").capitalize(),
            sum(each.criterion.category == one for each in found),
        )
        for one in Category
    )
    inside = [one for one in found if one.is_in_scope]
    outcomes = tuple(
        Option(kind, words, count)
        for kind, words in OUTCOMES.items()
        if (count := sum(one.outcome == kind for one in inside))
    )
    outside = len(found) - len(inside)
    scope = (Option("in", "In scope", len(inside)), Option("out", "Outside", outside)) if outside else ()
    kept = (Filter("category", "Category", categories), Filter("outcome", "Status", outcomes))
    return (*kept, Filter("scope", "Scope", scope)) if scope else kept


def _fits(one: CriterionStanding, choice: Choice) -> bool:
    held = choice.filters
    if held.get("category") not in (None, one.criterion.category):
        return False
    if "outcome" in held and not (one.is_in_scope and one.outcome == held["outcome"]):
        return False
    if "scope" in held and one.is_in_scope != (held["scope"] == "in"):
        return False
    said = f"{one.reference} {one.criterion.title} {one.criterion.statement}".lower()
    return all(word in said for word in choice.search.lower().split())


# What is out of scope, and what is not rated, comes last or first, as one turns it.
_ORDER: Mapping[str, Callable[[CriterionStanding], Any]] = {
    "outcome": lambda one: list(OUTCOMES).index(one.outcome) if one.is_in_scope else len(OUTCOMES),
    "depth": lambda one: int(one.depth) if one.is_in_scope else -1,
    "controls": lambda one: len(one.controls),
    "failing": lambda one: one.count(Outcome.FAIL),
    "rating": lambda one: one.rating.judgement.label if one.rating else "",
}


def _sorted(found: list[CriterionStanding], choice: Choice) -> list[CriterionStanding]:
    """As chosen; in reading order, either way, where it is by the criterion."""
    if choice.sort in _ORDER:
        return sorted(found, key=_ORDER[choice.sort], reverse=choice.is_descending)
    return found[::-1] if choice.is_descending else found


def _csv_row(one: CriterionStanding) -> tuple[object, ...]:
    return (
        one.reference,
        one.criterion.title,
        one.criterion.category,
        "yes" if one.is_in_scope else "no",
        one.outcome.value if one.is_in_scope else "",
        one.depth.title,
        len(one.controls),
        one.count(Outcome.FAIL),
        one.count(Outcome.UNKNOWN),
        one.automation.automated,
        one.rating.judgement.label if one.rating else "",
        one.rating.reason if one.rating else "",
    )
