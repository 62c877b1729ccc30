"""What sources reported and nobody had described: a list with a verdict on each, or on many at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.together import Together
from attestry.journal.rules import Actor
from attestry.scope.actions.deciding_many import RESOURCES, decide_resources, undo_verdict
from attestry.scope.actions.drawing import decide_resource
from attestry.scope.forms.boundary import TogetherForm
from attestry.scope.models import DiscoveredResource, System
from attestry.scope.queries.boundary import resource_counts
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import resource, resource_sources
from attestry.scope.queries.records import resources as resources_of
from attestry.scope.rules.system import Verdict
from attestry.scope.views.around import around
from attestry.ui.acting import answer
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

if TYPE_CHECKING:
    from attestry.journal.models import BulkEdit

_COLUMNS = (
    Column("item", "Resource"),
    Column("seen", "First seen"),
    Column("verdict", "Verdict"),
    Column("decide", "Decide", sortable=False),
)
_CSV = (
    "source", "item_id", "account", "project", "repository", "first_seen_at", "verdict", "reason",
    "decided_at",
)  # fmt: skip


@require_safe
def resources(request: HttpRequest) -> HttpResponseBase:
    """Discovered resources; undecided ones count as in. Also as CSV."""
    system = the_system()
    counts = resource_counts(system)
    per_verdict = {"undecided": counts.undecided, "in": counts.decided_in, "out": counts.decided_out}
    choice, filters = _choice(request.GET, resource_sources(system), per_verdict)
    found = _found(system, choice)
    if request.GET.get("format") == "csv":
        return csv_answer("resources.csv", _CSV, found.values_list(*_CSV).iterator(chunk_size=2000))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "counts": counts,
        "listing": Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, filters),
        "here": choice.address(),
        "bulk": TOGETHER.bar(request),
        **around(request, system),
    }
    return render(request, "scope/resources.html", context)


@requires("scope.decide_resource")
@require_POST
def resource_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on one resource."""
    found = resource(the_system(), pk)
    verdict = _verdict(request)
    return answer(
        request,
        lambda: decide_resource(
            actor_of(request), found, verdict=verdict, reason=request.POST.get("reason", "")
        ),
        f"{found.item_id}: {verdict.value}.",
        _back(request),
    )


def _shown(query: Mapping[str, str]) -> list[int]:
    """The numbers of all resources that a query of the page shows."""
    system = the_system()
    choice, _ = _choice(query, resource_sources(system), {one.value: 0 for one in Verdict})
    return list(_found(system, choice).values_list("pk", flat=True))


def _decided(actor: Actor, chosen: Collection[int], given: Mapping[str, Any]) -> BulkEdit:
    verdict, reason = given.get("verdict", Verdict.UNDECIDED), given.get("reason", "")
    return decide_resources(actor, the_system(), resources=chosen, verdict=verdict, reason=reason)


TOGETHER = Together(
    "scope.decide_resource",
    BulkList("resource", "resources", "resources_verdict", "resources_verdict_undo", _shown),
    RESOURCES,
    TogetherForm,
    _decided,
    undo_verdict,
)
resources_verdict, verdict_undo = TOGETHER.views()


def _choice(
    asked: Mapping[str, str], sources: Mapping[str, int], per_verdict: Mapping[str, int]
) -> tuple[Choice, tuple[Filter, ...]]:
    filters = (
        Filter(
            "verdict", "Verdict", tuple(Option(key, key.capitalize(), n) for key, n in per_verdict.items())
        ),
        Filter("by", "Decided by", (Option("rule", "A rule"), Option("person", "A person"))),
        Filter("source", "Source", tuple(Option(key, key, n) for key, n in sources.items())),
    )
    return read_choice(asked, _COLUMNS, filters, sort="-seen"), filters


def _found(system: System, choice: Choice) -> QuerySet[DiscoveredResource]:
    return resources_of(
        system,
        verdict=choice.filters.get("verdict", ""),
        source=choice.filters.get("source", ""),
        decided_by=choice.filters.get("by", ""),
        search=choice.search,
        sort=choice.sort or "seen",
        is_descending=choice.is_descending,
    )


def _verdict(request: HttpRequest) -> Verdict:
    asked = request.POST.get("verdict", "")
    return Verdict(asked) if asked in set(Verdict) else Verdict.UNDECIDED


def _back(request: HttpRequest) -> str:
    """The list as it was looked at when the form was sent."""
    here = request.POST.get("here", "")
    return reverse("resources") + (here if here.startswith("?") else "")
