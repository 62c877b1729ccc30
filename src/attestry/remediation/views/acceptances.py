"""Every acceptance with its approver: the query that has to find none without."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.kit import clock
from attestry.remediation.queries.acceptances import Acceptance, acceptances
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("title", "What"),
    Column("owner", "Owner"),
    Column("approver", "Approved by"),
    Column("accepted", "Accepted"),
    Column("until", "Until"),
)
_HEAD = ("kind", "what", "owner", "approved_by", "accepted_at", "until", "flaw")
_KINDS = ("time excused", "gap", "risk")


@require_safe
def acceptance_list(request: HttpRequest) -> HttpResponseBase:
    """Everything that was accepted, narrowed as asked; also as CSV."""
    everything = acceptances()
    filters = _filters(everything)
    choice = read_choice(request.GET, _COLUMNS, filters)
    found = _sorted([one for one in everything if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        rows = (
            (one.kind, one.title, one.owner, one.approver, one.accepted_at, one.until, one.flaw)
            for one in found
        )
        return csv_answer("acceptances.csv", _HEAD, rows)
    start = (choice.page - 1) * PAGE_SIZE
    today = clock.now().date()
    context = {
        "listing": Listing(_COLUMNS, found[start : start + PAGE_SIZE], len(found), choice, filters),
        "total": len(everything),
        "flawed_count": sum(bool(one.flaw) for one in everything),
        "over_count": sum(one.until is not None and one.until < today for one in everything),
        "today": today,
        "breadcrumb": [("Tasks", reverse("tasks")), ("Acceptances", "")],
    }
    return render(request, "remediation/acceptances.html", context)


def _filters(everything: tuple[Acceptance, ...]) -> tuple[Filter, ...]:
    kinds, flawed = Counter(one.kind for one in everything), sum(bool(one.flaw) for one in everything)
    without = Option("without", "Without a fit approver", flawed)
    return (
        Filter("approver", "Approver", (without,)),
        Filter("kind", "Kind", tuple(Option(one, one.capitalize(), kinds[one]) for one in _KINDS)),
    )


def _fits(one: Acceptance, choice: Choice) -> bool:
    kind = choice.filters.get("kind")
    if choice.filters.get("approver") and not one.flaw:
        return False
    words = choice.search.lower()
    return kind in (None, one.kind) and words in f"{one.title} {one.owner} {one.approver}".lower()


def _sorted(found: list[Acceptance], choice: Choice) -> list[Acceptance]:
    keys = {
        "title": lambda one: one.title.lower(),
        "owner": lambda one: one.owner.lower(),
        "approver": lambda one: one.approver.lower(),
        "accepted": lambda one: one.accepted_at.isoformat(),
        "until": lambda one: str(one.until or ""),
    }
    key = keys.get(choice.sort)
    return sorted(found, key=key, reverse=choice.is_descending) if key else found
