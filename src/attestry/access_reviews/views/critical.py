"""The systems that are critical, and how many of them let nobody in without a second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from attestry.access_reviews.actions.marking import mark_critical, unmark_critical
from attestry.access_reviews.queries.factors import factor_coverage
from attestry.access_reviews.rules.factors import Standing
from attestry.access_reviews.tables import SYSTEMS
from attestry.access_reviews.views.answering import answer
from attestry.accounts.access import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def critical_systems(request: HttpRequest) -> HttpResponseBase:
    """Every system of the sealed lists of accounts; posting marks one or takes the mark away; CSV."""
    if request.method == "POST":
        return answer(request, lambda: _marked(request), "critical_systems")
    found = factor_coverage()
    if answered := SYSTEMS.as_csv(request.GET, found.systems):
        return answered
    context = {
        "coverage": found,
        "listing": SYSTEMS.listing(request.GET, found.systems),
        "lacking": found.standing(Standing.LACKING),
        "unknown": found.standing(Standing.UNKNOWN),
        "may": actor_of(request).may,
    }
    return render(request, "access_reviews/critical_systems.html", context)


def _marked(request: HttpRequest) -> str:
    connection, _, system = request.POST.get("system", "").partition("|")
    named = system or connection
    if request.POST.get("act") == "unmark":
        unmark_critical(actor_of(request), connection=connection, system=system)
        return f"“{named}” does not count as critical any more."
    mark_critical(actor_of(request), connection=connection, system=system)
    return f"“{named}” counts as critical."
