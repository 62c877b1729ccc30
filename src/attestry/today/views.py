"""The first page and the search."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.customers.queries.portfolio import portfolio
from attestry.kit import clock
from attestry.scope.queries.naming import system_name
from attestry.today.queries.next_acts import next_acts
from attestry.today.queries.search import search as search_everything
from attestry.today.queries.standing import Standing, standing
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.filters import with_query

_SPANS = {"day": ("Since yesterday", 1), "week": ("7 days", 7), "month": ("30 days", 30)}
_VISITED, _BEFORE = "today_visited_at", "today_visited_before_at"
_VISIT_LASTS, _NOTED_EVERY = timedelta(minutes=30), timedelta(minutes=5)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What changed, what fails, what nobody looked at, and what to do next."""
    asked = moment(request.GET)
    visit = _visit(request) if asked.is_now else None
    since, choices = _since(request, asked, visit)
    found = standing(asked.at, since, asked.known_at)
    context = {
        "found": found,
        "moment": asked,
        "since": since,
        "spans": choices,
        "promised": portfolio(asked.at.date()) if asked.is_now else None,
        "acts": next_acts(found) if asked.is_now else (),
        "map": _map(found, asked),
        "system_name": system_name(),
        **asked.chosen(),
    }
    return render(request, "today/today.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that fits the words."""
    text = request.GET.get("q", "").strip()[:200]
    found = search_everything(actor_of(request), text)
    return render(request, "today/search.html", {"text": text, "found": found})


def _since(
    request: HttpRequest, asked: Moment, visit: datetime | None
) -> tuple[datetime, list[tuple[str, str, bool]]]:
    """Since when changes are shown, and what else may be chosen."""
    known = {key: (label, asked.at - timedelta(days=days)) for key, (label, days) in _SPANS.items()}
    if visit is not None:
        known = {"visit": ("Since your last visit", visit), **known}
    wanted = request.GET.get("since", "")
    chosen = wanted if wanted in known else "day"
    choices = [
        (label, with_query("", {**asked.carried, "since": key}), key == chosen)
        for key, (label, _) in known.items()
    ]
    return known[chosen][1], choices


def _visit(request: HttpRequest) -> datetime | None:
    """When the visit before this one was; pages within half an hour are one visit.

    Noted every few minutes only: what every room found is kept until something is written.
    """
    now = clock.now()
    last = request.session.get(_VISITED)
    ago = now - clock.from_text(last) if last else None
    if ago is None or ago > _VISIT_LASTS:
        request.session[_BEFORE] = last
    if ago is None or ago > _NOTED_EVERY:
        request.session[_VISITED] = clock.to_text(now)
    before = request.session.get(_BEFORE)
    return clock.from_text(before) if before else None


def _map(found: Standing, asked: Moment) -> list[dict[str, object]]:
    """The series as the criteria map draws them."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "cells": [
                {
                    "id": cell.id,
                    "title": cell.title,
                    "outcome": cell.outcome,
                    "depth": cell.depth,
                    "href": with_query(
                        address("criterion", cell.id) or address("prove", cell.id), asked.carried
                    ),
                }
                for cell in one.cells
            ],
        }
        for one in found.series
    ]
