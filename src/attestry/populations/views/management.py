"""What management sees: the populations that were frozen, and the items that the firm asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_management
from attestry.populations.queries.evidence_links import item_address
from attestry.populations.queries.management import asked_items, shared_population, shared_populations
from attestry.populations.queries.taking import kept_list
from attestry.populations.views.files import list_csv, list_file
from attestry.ui.addresses import address
from attestry.ui.csv_answer import csv_answer

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_management
@require_safe
def populations_shared(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The frozen populations of the engagement."""
    context = {
        **page_facts(request, engagement, ("Populations", "")),
        "shared": shared_populations(engagement),
    }
    return render(request, "populations/shared.html", context)


@for_management
@require_safe
def population_shared(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """One frozen population, and which of its items were asked for."""
    found = shared_population(engagement, pk)
    items = asked_items(found.population)
    if request.GET.get("format") == "csv":
        rows = ((one.item_id, one.item_name, one.at, one.words) for one in items)
        return csv_answer(f"population-{pk}-asked.csv", ("item", "name", "at", "words"), rows)
    crumbs = (("Populations", address("populations_shared", engagement.pk)), (found.population.title, ""))
    context = {
        **page_facts(request, engagement, *crumbs),
        "found": found,
        "items": items,
        "addresses": {one.item_id: item_address(found.population, one.item_id) for one in items},
    }
    return render(request, "populations/shared_one.html", context)


@for_management
@require_safe
def population_shared_file(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """The frozen list: the sealed bytes, or all of it as CSV."""
    found = shared_population(engagement, pk)
    if request.GET.get("format") == "csv":
        return list_csv(pk, kept_list(found.extraction.digest))
    return list_file(pk, found.extraction.digest)
