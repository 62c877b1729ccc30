"""The register of clauses over all contracts, and changing one of them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.customers.actions.obligations import edit_obligation
from attestry.customers.forms import ObligationForm
from attestry.customers.queries.portfolio import ObligationLine, obligation_numbered, portfolio
from attestry.kit import clock
from attestry.kit.errors import NotFound
from attestry.ui.acting import kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice
from attestry.ui.navigation import READS_THE_PROGRAM

_COLUMNS = (
    Column("customer", "Clause"),
    Column("stands", "Stands", sortable=False),
    Column("day", "Next day that matters"),
    Column("owner", "Answers for it"),
    Column("review", "Read again by"),
)
_HEADER = (
    "customer", "stage", "contract", "clause", "consequence", "report", "categories", "max_age_months",
    "unmodified", "due_on", "next_review_on", "owner", "stands", "fulfilled_on",
)  # fmt: skip


@requires(READS_THE_PROGRAM)
@require_safe
def obligations(request: HttpRequest) -> HttpResponseBase:
    """Every clause in force, what is broken first; as CSV where asked for."""
    lines = [one for line in portfolio(clock.now().date()).lines for one in line.obligations]
    stands = (
        Option("broken", "Broken", sum(one.is_breach for one in lines)),
        Option("soon", "Due within a month", sum(one.is_due_soon for one in lines)),
        Option("unread", "Reading overdue", sum(one.is_review_overdue for one in lines)),
        Option("unowned", "Nobody answers for it", sum(one.obligation.owner is None for one in lines)),
    )
    filters = (Filter("stands", "Stands", stands),)
    choice = read_choice(request.GET, _COLUMNS, filters)
    words = choice.search.casefold()
    chosen = [
        one
        for one in lines
        if words in f"{one.obligation.customer.name} {one.obligation.clause}".casefold()
        and _stands(one, choice.filters.get("stands", ""))
    ]
    chosen.sort(key=lambda one: _place(one, choice.sort), reverse=choice.is_descending)
    if request.GET.get("format") == "csv":
        return csv_answer("clauses.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "lines": lines,
        "breadcrumb": [("Customers", reverse("customers")), ("Clauses", "")],
    }
    return render(request, "customers/obligations.html", context)


@requires("customers.edit_obligation")
@require_http_methods(["GET", "HEAD", "POST"])
def obligation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a clause down anew; two who do so at once both hear of it."""
    found = obligation_numbered(pk)
    initial = {**found.record(), "due_on": found.due_on, "next_review_on": found.next_review_on}
    initial["seen"] = found.digest()
    form = ObligationForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["owner"].help_text = "Mail address of a user; empty: nobody."
    if form.is_valid() and kept(
        form,
        lambda: edit_obligation(actor_of(request), found, seen=form.cleaned_data["seen"], **form.said(None)),
        also=(NotFound,),
    ):
        messages.success(request, "Kept.")
        return redirect("customer", found.customer_id)
    customer = found.customer
    crumbs = [("Customers", reverse("customers")), (customer.name, reverse("customer", args=[customer.pk]))]
    context = {"form": form, "found": found, "breadcrumb": [*crumbs, ("Change a clause", "")]}
    return render(request, "customers/obligation.html", context, status=422 if form.errors else 200)


def _stands(one: ObligationLine, asked: str) -> bool:
    return {
        "broken": one.is_breach,
        "soon": one.is_due_soon,
        "unread": one.is_review_overdue,
        "unowned": one.obligation.owner is None,
    }.get(asked, True)


def _place(one: ObligationLine, by: str) -> tuple[object, ...]:
    obligation = one.obligation
    name = obligation.customer.name.casefold()
    return {
        "customer": (name,),
        "day": (one.next_day or date.max, name),
        "owner": (obligation.owner.name.casefold() if obligation.owner else "", name),
        "review": (obligation.next_review_on or date.max, name),
    }.get(by, (not one.is_breach, not one.is_due_soon, name))


def _row(one: ObligationLine) -> tuple[object, ...]:
    found = one.obligation
    return (
        found.customer.name, found.customer.stage, found.contract, found.clause, found.consequence,
        found.report,
        " ".join(found.categories), found.max_age_months or "", "yes" if found.wants_unmodified else "",
        found.due_on or "", found.next_review_on or "", found.owner.email if found.owner else "",
        one.met.standing.value if one.met else "overdue" if one.is_overdue else "", found.fulfilled_on or "",
    )  # fmt: skip
