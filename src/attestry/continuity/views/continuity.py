"""Recovery plans with their tests, and capacity with its load tests, on one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.continuity import forms
from attestry.continuity.actions.continuity import add_plan, record_forecast, record_load_test, record_test
from attestry.continuity.actions.ending import finish_load_action, finish_recovery_action, retire_plan
from attestry.continuity.gaps import gaps
from attestry.continuity.models import CapacityForecast, LoadTest, RecoveryPlan, RecoveryTest
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid

_DEEDS: dict[str, tuple[type[Form], Callable[..., object], str]] = {
    "plan": (forms.PlanForm, add_plan, ""),
    "test": (forms.TestForm, record_test, "plan"),
    "forecast": (forms.ForecastForm, record_forecast, ""),
    "load_test": (forms.LoadTestForm, record_load_test, "forecast"),
}

_ENDS: dict[str, tuple[type[Model], Callable[..., object]]] = {
    "recovery": (RecoveryTest, finish_recovery_action),
    "load": (LoadTest, finish_load_action),
    "retire": (RecoveryPlan, retire_plan),
}


@require_safe
def continuity(request: HttpRequest) -> HttpResponse:
    """Everything that is promised of recovery and capacity, and what was measured."""
    return _page(request, {})


@require_POST
def continuity_write(request: HttpRequest, deed: str) -> HttpResponse:
    """A form was handed in; refused, the page comes back with what was typed."""
    if deed not in _DEEDS:
        raise Http404
    kind, do, first = _DEEDS[deed]
    form = kind(request.POST, prefix=deed)
    if form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        of = [said.pop(first)] if first else []
        try:
            do(actor_of(request), *of, **said)
        except (Invalid, Conflict) as refusal:
            name = refusal.message.partition(": ")[0]
            form.add_error(name if name in form.fields else None, str(refusal))
        else:
            messages.success(request, "Written down.")
            return redirect("continuity")
    return _page(request, {deed: form})


@require_POST
def continuity_end(request: HttpRequest, deed: str, pk: int) -> HttpResponse:
    """An action was done, or a plan is kept no longer."""
    if deed not in _ENDS:
        raise Http404
    kind, do = _ENDS[deed]
    found = kind._default_manager.filter(pk=pk).first()
    if found is None:
        raise Http404
    said = {"reason": request.POST.get("reason", "")} if deed == "retire" else {}
    try:
        do(actor_of(request), found, **said)
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Kept.")
    return redirect("continuity")


def _page(request: HttpRequest, wrong: dict[str, Form]) -> HttpResponse:
    plans = RecoveryPlan.objects.select_related("owner").prefetch_related("tests__action_owner")
    forecasts = CapacityForecast.objects.prefetch_related("load_tests__forecast", "load_tests__action_owner")
    context = {
        "plans": plans.filter(retired_on=None),
        "forecasts": forecasts,
        "gaps": list(gaps(clock.now())),
        "forms": {key: wrong.get(key) or kind(prefix=key) for key, (kind, _, _) in _DEEDS.items()},
        "may": actor_of(request).may,
    }
    return render(request, "continuity/continuity.html", context, status=422 if wrong else 200)
