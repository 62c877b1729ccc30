"""The page on what a year's evidence takes in hours and cost, and the same as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.readiness.actions.assuming_effort import keep_effort
from attestry.readiness.errors import PlanRefused
from attestry.readiness.forms import EffortForm
from attestry.readiness.queries.effort import EffortPage, effort_page
from attestry.readiness.rules.effort import Amount
from attestry.readiness.rules.effort_assumptions import CURRENCY, QUANTITIES
from attestry.readiness.tables.controls import efforts, sums_by_category
from attestry.scope.queries.categories import the_system
from attestry.ui.csv_answer import csv_answer
from attestry.ui.words import instant_words

_BY_CATEGORY = "category"
_ASSUMED_HEADER = ("assumption", "value", "unit", "where it comes from")


@require_safe
def effort(request: HttpRequest) -> HttpResponseBase:
    """The hours and the cost with every assumption; also as CSV, as are the sums by category."""
    if request.GET.get("format") != "csv":
        return _page(request)
    page = effort_page(the_system(), at=clock.now())
    sums = sums_by_category(page.assumed.currency)
    asked = request.GET if request.GET.get("table") == _BY_CATEGORY else {}
    return sums.as_csv(asked, page.effort.by_category) or csv_answer(
        "effort.csv", _ASSUMED_HEADER, _csv_rows(page)
    )


@requires("readiness.keep_effort")
@require_POST
def assume(request: HttpRequest) -> HttpResponse:
    """Take the assumptions; the page comes back with what cannot be beside its field."""
    form = EffortForm(request.POST)
    if form.is_valid():
        try:
            keep_effort(actor_of(request), the_system(), form.assumed())
        except PlanRefused as refusal:
            for name, said in refusal.fields.items():
                form.add_error(name, said)
        else:
            messages.success(request, "The assumptions are kept, and hours and cost follow them.")
            return redirect("effort")
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: EffortForm | None = None, *, status: int = 200) -> HttpResponse:
    page = effort_page(the_system(), at=clock.now())
    shown = form or EffortForm(initial=page.assumed.record())
    wrong = [
        (f"field-{name}", shown.fields[name].label, " ".join(map(str, said)))
        for name, said in shown.errors.items()
    ]
    currency, is_by_category = page.assumed.currency, request.GET.get("table") == _BY_CATEGORY
    context = {
        "page": page,
        "listing": efforts(currency).listing({} if is_by_category else request.GET, page.effort.controls),
        "by_category": sums_by_category(currency).listing(
            request.GET if is_by_category else {}, page.effort.by_category, {"table": _BY_CATEGORY}
        ),
        "form": shown,
        "wrong": wrong,
        "quantities": QUANTITIES,
        "usual_currency": CURRENCY,
        "may": actor_of(request).may,
    }
    return render(request, "readiness/effort.html", context, status=status)


def _csv_rows(page: EffortPage) -> Iterator[tuple[object, ...]]:
    """The assumptions first, then who kept them, then each control, then the total."""
    found, currency = page.effort, page.assumed.currency
    for one in QUANTITIES:
        unit = f"{currency} {one.unit}" if one.key == "rate" else one.unit
        yield one.title, page.assumed[one.key], unit, one.why
    yield "Currency", currency, "", f"Only a name; nothing is converted. The product starts with {CURRENCY}."
    yield "Year", found.year, "calendar year, UTC", "The year in which this file was made."
    said = (
        f"{page.said.by}, {instant_words(page.said.at)}" if page.said else "nobody: the product's own guesses"
    )
    yield "Kept by", said, "", "An estimate of management's own, from assumptions. Nothing here was measured."
    yield ()
    yield (
        *("control", "title", "category", "performed", "how often", "items a year"),
        *("minutes an item by hand", "minutes an item today", "hours by hand", "hours today", "hours saved"),
        *(f"cost by hand ({currency})", f"cost today ({currency})", f"cost saved ({currency})"),
    )
    for line in found.controls:
        control = line.control
        yield (
            *(control.key, control.title, control.category, control.execution.value, control.frequency),
            *(line.items, line.minutes_by_hand, line.minutes_today),
            *_csv_amounts(line.by_hand, line.today, line.saved),
        )
    total = found.total
    amounts = _csv_amounts(total.by_hand, total.today, total.saved)
    yield "all", f"{total.controls} controls in use", "", "", "", total.items, "", "", *amounts


def _csv_amounts(*amounts: Amount) -> tuple[object, ...]:
    return (*(one.hours for one in amounts), *(one.cost for one in amounts))
