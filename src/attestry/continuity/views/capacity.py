"""Capacity: each service with its forecasts and load tests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.continuity.actions.capacity import (
    change_forecast,
    end_capacity,
    record_forecast,
    record_load_test,
)
from attestry.continuity.forms import ChangeForecastForm, ForecastForm, LoadTestForm, ReasonForm
from attestry.continuity.models import CapacityForecast
from attestry.continuity.queries.capacity import capacity_lines, forecast_numbered, of_service
from attestry.continuity.views.lists import CAPACITY_COLUMNS, CAPACITY_HEADER, capacity_chosen, capacity_row
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.ui.acting import answer, kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Filter, Listing, Option, read_choice

_EDITED = ("unit", "expected_peak", "capacity", "until", "made_on", "basis")


@require_safe
def capacity(request: HttpRequest) -> HttpResponseBase:
    """Each service; as CSV where asked for."""
    lines = capacity_lines(clock.now().date())
    wanting = Option("wanting", "Something wanting", sum(bool(one.wants) for one in lines))
    filters = (Filter("look", "Look", (wanting,)),)
    choice = read_choice(request.GET, CAPACITY_COLUMNS, filters, sort="service")
    chosen = capacity_chosen(lines, choice)
    if request.GET.get("format") == "csv":
        return csv_answer("capacity.csv", CAPACITY_HEADER, (capacity_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(CAPACITY_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "lines": lines,
        "may": actor_of(request).may,
        "breadcrumb": [("Continuity", reverse("continuity")), ("Capacity", "")],
    }
    return render(request, "continuity/capacity.html", context)


@require_safe
def capacity_of(request: HttpRequest, pk: int) -> HttpResponse:
    """One service: its latest forecast, earlier ones, and every load test."""
    return _page(request, pk, {})


@requires("continuity.forecast")
@require_http_methods(["GET", "HEAD", "POST"])
def forecast_new(request: HttpRequest) -> HttpResponse:
    """A forecast that was made."""
    given = {"service": request.GET.get("service", ""), "made_on": clock.now().date()}
    form = ForecastForm(request.POST if request.method == "POST" else None, initial=given)
    made: list[CapacityForecast] = []
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("service", *_EDITED)}
        if kept(form, lambda: made.append(record_forecast(actor_of(request), **said))):
            messages.success(request, "The forecast stands. Next: a load test that shows it is carried.")
            return redirect("capacity_of", made[0].pk)
    lead = "Twice a year: the largest load that is expected, and what the service carries today."
    context = {
        "form": form, "title": "Write down a forecast", "words": "Write it down", "lead": lead,
        "breadcrumb": _crumbs("New forecast"),
    }  # fmt: skip
    return render(request, "continuity/form.html", context, status=422 if form.errors else 200)


@requires("continuity.forecast")
@require_http_methods(["GET", "HEAD", "POST"])
def forecast_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a forecast; a new look ahead is a new forecast."""
    found = forecast_numbered(pk)
    given = {name: getattr(found, name) for name in _EDITED} | {"made_from": found.version}
    form = ChangeForecastForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in (*_EDITED, "made_from")}
        if kept(form, lambda: change_forecast(actor_of(request), found, **said)):
            messages.success(request, "Kept.")
            return redirect("capacity_of", pk)
        found = forecast_numbered(pk)
    lead = "For what was written down wrong. A new look ahead is a new forecast; the old one stays."
    context = {
        "form": form, "title": f"Correct the forecast of {found.service}", "words": "Keep it", "lead": lead,
        "version": found.version, "breadcrumb": _crumbs("Correct"), "now_stands": found,
    }  # fmt: skip
    return render(request, "continuity/form.html", context, status=422 if form.errors else 200)


@requires("continuity.test")
@require_POST
def load_test_new(request: HttpRequest, pk: int) -> HttpResponse:
    """How much it carried."""
    found, form = forecast_numbered(pk), LoadTestForm(request.POST)
    if form.is_valid() and kept(
        form, lambda: record_load_test(actor_of(request), found, **form.cleaned_data)
    ):
        messages.success(request, "Recorded.")
        return redirect("capacity_of", pk)
    return _page(request, pk, {"load": form})


@requires("continuity.forecast")
@require_POST
def capacity_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The service is gone."""
    found, reason = forecast_numbered(pk), request.POST.get("reason", "")
    said = f"The capacity of {found.service} is not looked at any more."
    return answer(request, lambda: end_capacity(actor_of(request), found, reason=reason), said, "capacity")


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [("Continuity", reverse("continuity")), ("Capacity", reverse("capacity")), (last, "")]


def _page(request: HttpRequest, pk: int, wrong: dict[str, Any]) -> HttpResponse:
    found = forecast_numbered(pk)
    line = next(
        (one for one in capacity_lines(clock.now().date())
         if one.forecast.service.lower() == found.service.lower()), None,
    )  # fmt: skip
    forecasts, tests = of_service(found.service)
    context = {
        "found": found,
        "line": line,
        "forecasts": forecasts,
        "tests": tests,
        "load": wrong.get("load") or LoadTestForm(initial={"tested_on": clock.now().date()}),
        "ending": ReasonForm(),
        "history": entries(subject=found.subject)[:30],
        "today": clock.now().date(),
        "may": actor_of(request).may,
        "breadcrumb": _crumbs(found.service),
    }
    return render(request, "continuity/capacity_of.html", context, status=422 if wrong else 200)
