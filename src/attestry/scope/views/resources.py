"""What sources reported and nobody had described: a list with a verdict on each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.scope.actions.drawing import decide_resource
from attestry.scope.queries.boundary import resource_counts
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import resource, resource_sources
from attestry.scope.queries.records import resources as resources_of
from attestry.scope.rules.system import Verdict
from attestry.scope.views.around import around
from attestry.ui.acting import answer
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("item", "Resource", sortable=False),
    Column("seen", "First seen", sortable=False),
    Column("verdict", "Verdict", sortable=False),
    Column("decide", "Decide", sortable=False),
)
_CSV = (
    "source",
    "item_id",
    "account",
    "project",
    "repository",
    "first_seen_at",
    "verdict",
    "reason",
    "decided_at",
)


@require_safe
def resources(request: HttpRequest) -> HttpResponseBase:
    """Discovered resources; undecided ones count as in. Also as CSV."""
    system = the_system()
    counts = resource_counts(system)
    per_verdict = {"undecided": counts.undecided, "in": counts.decided_in, "out": counts.decided_out}
    verdicts = tuple(Option(key, key.capitalize(), n) for key, n in per_verdict.items() if n)
    sources = tuple(Option(key, key, n) for key, n in resource_sources(system).items())
    filters = (Filter("verdict", "Verdict", verdicts), Filter("source", "Source", sources))
    choice = read_choice(request.GET, _COLUMNS, filters)
    found = resources_of(
        system,
        verdict=choice.filters.get("verdict", ""),
        source=choice.filters.get("source", ""),
        search=choice.search,
    )
    if request.GET.get("format") == "csv":
        return csv_answer("resources.csv", _CSV, found.values_list(*_CSV).iterator(chunk_size=2000))
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, filters)
    context = {"counts": counts, "listing": listing, **around(request, system)}
    return render(request, "scope/resources.html", context)


@requires("scope.decide_resource")
@require_POST
def resource_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on one resource."""
    found = resource(the_system(), pk)
    asked = request.POST.get("verdict", "")
    verdict = Verdict(asked) if asked in set(Verdict) else Verdict.UNDECIDED
    return answer(
        request,
        lambda: decide_resource(
            actor_of(request), found, verdict=verdict, reason=request.POST.get("reason", "")
        ),
        f"{found.item_id}: {verdict.value}.",
        reverse("resources"),
    )
