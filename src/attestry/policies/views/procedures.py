"""Controls that people carry out, and the procedures that say how."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.policies.queries.procedures import ProcedureNeed, procedure_needs
from attestry.policies.views.around import around
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_NEEDS = (
    Column("control", "Control", sortable=False),
    Column("execution", "Carried out", sortable=False),
    Column("owner", "Owner", sortable=False),
    Column("procedure", "Procedure", sortable=False),
)


@require_safe
def procedures(request: HttpRequest) -> HttpResponseBase:
    """Controls that people carry out, those without a procedure first; as CSV where asked for."""
    needs = procedure_needs()
    filters = (
        Filter(
            "procedure",
            "Procedure",
            (
                Option("missing", "Missing", sum(not one.is_met for one in needs)),
                Option("in-force", "In force", sum(one.is_met for one in needs)),
            ),
        ),
    )
    choice = read_choice(request.GET, _NEEDS, filters)
    found = sorted((one for one in needs if _need_fits(one, choice)), key=lambda one: one.is_met)
    if request.GET.get("format") == "csv":
        rows = (_need_row(one) for one in found)
        return csv_answer("procedures.csv", ("control", "title", "carried_out", "owner", "procedure"), rows)
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(_NEEDS, found[start : start + PAGE_SIZE], len(found), choice, filters),
        "needs": needs,
        "breadcrumb": [("Policies", reverse("policies")), ("Procedures", "")],
        **around(request),
    }
    return render(request, "policies/procedures.html", context)


def _need_fits(need: ProcedureNeed, choice: Choice) -> bool:
    wanted = choice.filters.get("procedure")
    words = f"{need.control.key} {need.control.title} {need.control.owner}".casefold()
    return (not wanted or (wanted == "in-force") == need.is_met) and all(
        word in words for word in choice.search.casefold().split()
    )


def _need_row(need: ProcedureNeed) -> tuple[object, ...]:
    titles = "; ".join(one.title for one in need.in_force)
    return need.control.key, need.control.title, need.control.execution, need.control.owner, titles
