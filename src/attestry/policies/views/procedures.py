"""Controls that people carry out, and the procedures that say how."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.policies.queries.procedures import procedure_needs
from attestry.policies.tables import PROCEDURES
from attestry.policies.views.around import around


@require_safe
def procedures(request: HttpRequest) -> HttpResponseBase:
    """Controls that people carry out, those without a procedure first; as CSV where asked for."""
    needs = sorted(procedure_needs(), key=lambda one: one.is_met)
    if answered := PROCEDURES.as_csv(request.GET, needs):
        return answered
    context = {
        "listing": PROCEDURES.listing(request.GET, needs),
        "needs": needs,
        "breadcrumb": [("Policies", reverse("policies")), ("Procedures", "")],
        **around(request),
    }
    return render(request, "policies/procedures.html", context)
