"""Every gap of today beside its task."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.kit import clock
from attestry.remediation.queries.gaps import GapLine, gap_list
from attestry.remediation.queries.tasks import task_counts
from attestry.remediation.views.around import bearings
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (Column("gap", "Gap"), Column("kind", "Kind"), Column("task", "Task"))
_KINDS = {"missing": "Missing", "inadequate": "Inadequate", "not_operating": "Not operating"}
_HEADER = (
    "gap", "title", "why", "kind", "controls", "criteria", "since", "hours at worst", "task", "state of task",
)  # fmt: skip


_SORTS: dict[str, Callable[[GapLine], tuple[str, int]]] = {
    "gap": lambda one: (one.gap.title.lower(), 0),
    "kind": lambda one: (one.gap.kind.value, 0),
    "task": lambda one: (one.task.state if one.task else "", one.task.pk if one.task else 0),
}


@require_safe
def gaps(request: HttpRequest) -> HttpResponseBase:
    """The gaps."""
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
    if choice.sort:
        chosen.sort(key=_SORTS[choice.sort], reverse=choice.is_descending)
    if request.GET.get("format") == "csv":
        return csv_answer("gaps.csv", _HEADER, map(_row, chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "found": found,
        "bearings": bearings(task_counts(clock.now().date()), gaps_without_task=len(found.without_task)),
        "kinds": _KINDS,
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "may": actor_of(request).may,
    }
    return render(request, "remediation/gaps.html", context)


def _row(one: GapLine) -> tuple[object, ...]:
    gap, task = one.gap, one.task
    return (
        gap.key, gap.title, gap.why, gap.kind.value, " ".join(gap.controls), " ".join(gap.criteria),
        gap.since or "", gap.hours if gap.hours is not None else "", task.pk if task else "",
        task.state if task else "",
    )  # fmt: skip
