"""Every gap of today beside its task, and making tasks of those that have none."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.kit import clock
from attestry.remediation.actions.drawing import draw_tasks
from attestry.remediation.queries.gaps import gap_list
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("gap", "Gap", sortable=False),
    Column("kind", "Kind", sortable=False),
    Column("task", "Task", sortable=False),
)
_KINDS = {"missing": "Missing", "inadequate": "Inadequate", "not_operating": "Not operating"}


@require_http_methods(["GET", "HEAD", "POST"])
def gaps(request: HttpRequest) -> HttpResponse:
    """The gaps; asked by POST, a task for each that has none, or for those named."""
    if request.method == "POST":
        made = draw_tasks(actor_of(request), only=request.POST.getlist("gap"))
        messages.success(request, f"Tasks made: {made}." if made else "Every gap has its task already.")
        return redirect("gaps")
    found = gap_list(clock.now())
    kinds = tuple(Option(key, _KINDS[key], count) for key, count in found.by_kind.items())
    filters = (Filter("kind", "Kind", kinds),)
    choice = read_choice(request.GET, _COLUMNS, filters)
    kind, words = choice.filters.get("kind", ""), choice.search.lower()
    chosen = [
        one
        for one in found.lines
        if kind in ("", one.gap.kind.value) and words in f"{one.gap.title} {one.gap.key}".lower()
    ]
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "found": found,
        "kinds": _KINDS,
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "may": actor_of(request).may,
    }
    return render(request, "remediation/gaps.html", context)
