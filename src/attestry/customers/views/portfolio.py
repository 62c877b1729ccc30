"""Everybody who buys or may: what they ask for, what serves them, and what is at risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.customers.actions.customers import add_customer
from attestry.customers.forms import CustomerForm
from attestry.customers.models import Customer, Stage
from attestry.customers.queries.facts import counted_facts, facts_of
from attestry.customers.queries.portfolio import CustomerLine, Portfolio, portfolio
from attestry.customers.tables import risks
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("name", "Customer"),
    Column("served", "Served by"),
    Column("standing", "Stands"),
    Column("day", "Next day that matters"),
    Column("value", "Value a year", numeric=True),
)
_SERVED = (
    ("today", "Today's report"),
    ("planned", "A planned report"),
    ("neither", "Neither"),
    ("nothing asked", "Nothing asked"),
)
_HEADER = ("customer", "stage", "annual_value", "obligations", "served_by", "worst", "is_breach", "next_day")


@require_http_methods(["GET", "HEAD", "POST"])
def customers(request: HttpRequest) -> HttpResponseBase:
    """The portfolio; a further customer by POST; as CSV where asked for."""
    form = CustomerForm(request.POST if request.method == "POST" else None)
    made: list[Customer] = []
    if form.is_valid() and kept(form, lambda: made.append(_added(request, form))):
        messages.success(request, f"{made[0].name} is in the list. Next: what the contract asks for.")
        return redirect("customer", made[0].pk)
    found = portfolio(clock.now().date())
    names = {one.customer.pk: one.customer.name for one in found.lines}
    at_risk, days = risks(names), found.risks
    asked_of_it = request.GET if request.GET.get("table") == "risk" else {}
    filters = _filters(found.lines)
    choice = read_choice({} if asked_of_it else request.GET, _COLUMNS, filters, sort="name")
    chosen = _sorted([one for one in found.lines if _fits(one, choice)], choice)
    if answered := at_risk.as_csv(asked_of_it, days):
        return answered
    if request.GET.get("format") == "csv":
        return csv_answer("customers.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "found": found,
        "form": form,
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "served": dict(_SERVED),
        "names": names,
        "at_risk": at_risk.listing(asked_of_it, days, {"table": "risk"}),
        "counts": _counts(found),
        "facts": counted_facts(facts_of([one.customer.pk for one in found.lines])),
        "may": actor_of(request).may,
    }
    return render(request, "customers/customers.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: CustomerForm) -> Customer:
    said = form.cleaned_data
    return add_customer(
        actor_of(request), name=said["name"], stage=Stage(said["stage"]), annual_value=said["annual_value"]
    )


def _counts(found: Portfolio) -> dict[str, int]:
    return {key: sum(one.served == key for one in found.lines) for key, _ in _SERVED}


def _filters(lines: Sequence[CustomerLine]) -> tuple[Filter, ...]:
    stages = (Stage.CUSTOMER, Stage.PROSPECT)
    of_stage = tuple(
        Option(str(one), one.label, sum(line.customer.stage == one for line in lines)) for one in stages
    )
    served = tuple(Option(key, words, sum(line.served == key for line in lines)) for key, words in _SERVED)
    return (Filter("stage", "Stage", of_stage), Filter("served", "Served by", served))


def _fits(one: CustomerLine, choice: Choice) -> bool:
    stage, served = choice.filters.get("stage"), choice.filters.get("served")
    is_found = choice.search.lower() in one.customer.name.lower()
    return is_found and stage in (None, one.customer.stage) and served in (None, one.served)


def _sorted(lines: list[CustomerLine], choice: Choice) -> list[CustomerLine]:
    order = [key for key, _ in _SERVED]
    keys = {
        "name": lambda one: one.customer.name.lower(),
        "served": lambda one: order.index(one.served),
        "standing": lambda one: one.worst or "",
        "day": lambda one: one.next_day or date.max,
        "value": lambda one: one.customer.annual_value,
    }
    return sorted(lines, key=keys[choice.sort or "name"], reverse=choice.is_descending)


def _row(one: CustomerLine) -> tuple[object, ...]:
    asked = len(one.obligations)
    customer = one.customer
    return (
        customer.name, customer.stage, customer.annual_value, asked, one.served, one.worst or "",
        "yes" if one.is_breach else "no", one.next_day or "",
    )  # fmt: skip
