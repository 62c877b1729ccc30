"""The list of a population as the firm sees it: its items, and the files of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import shows_evidence
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.kit.errors import NotFound
from attestry.populations.queries.populations import narrowed, population_of, population_page
from attestry.populations.queries.taking import kept_list
from attestry.populations.views.files import list_csv, list_file
from attestry.ui.addresses import address
from attestry.ui.listing import Column, Listing, read_choice

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

PAGE = 50
_ITEMS = (
    Column("item", "Item", sortable=False),
    Column("at", "When", sortable=False),
    Column("stratum", "Stratum", sortable=False),
)


@shows_evidence("population:{number}/{pk}", "list")
@for_the_firm
@require_safe
def population_items(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """The list that was taken, a page of it, or all of it as CSV with the digest of each item."""
    found = population_of(engagement, pk)
    extraction = population_page(found).extraction
    if extraction is None:
        raise NotFound("The list was not taken yet.", next_step="Take it first.")
    items = kept_list(extraction.digest)
    if request.GET.get("format") == "csv":
        return list_csv(found.pk, items)
    choice = read_choice(request.GET, _ITEMS)
    shown = narrowed(items, choice.search)
    page = shown[(choice.page - 1) * PAGE : choice.page * PAGE]
    crumbs = (
        ("Populations", address("populations", engagement.pk)),
        (found.title, address("population", engagement.pk, found.pk)),
        ("The list", ""),
    )
    context = {
        **page_facts(request, engagement, *crumbs),
        "population": found,
        "extraction": extraction,
        "listing": Listing(_ITEMS, page, len(shown), choice, page_size=PAGE),
    }
    return render(request, "populations/list.html", context)


@shows_evidence("population:{number}/{pk}", "file")
@for_the_firm
@require_safe
def population_file(
    request: HttpRequest,  # noqa: ARG001  a view takes one
    engagement: Engagement,
    pk: int,
) -> HttpResponseBase:
    """The exact bytes of the list, whose SHA-256 is its digest."""
    found = population_of(engagement, pk)
    extraction = population_page(found).extraction
    if extraction is None:
        raise NotFound("The list was not taken yet.", next_step="Take it first.")
    return list_file(found.pk, extraction.digest)
