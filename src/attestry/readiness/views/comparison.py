"""The comparison of criteria with what is there, rating them, and finalising the assessment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit.errors import DomainError
from attestry.readiness.actions.rating import finalise, rate_criterion
from attestry.readiness.queries.controls import control_table
from attestry.readiness.queries.ratings import last_assessment
from attestry.readiness.queries.standings import standings
from attestry.readiness.rules.judgement import Assessor, Judgement, Strength
from attestry.readiness.views.around import around
from attestry.scope.queries.categories import the_system
from attestry.ui.as_of import moment


@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """Every criterion in scope: what is computed, and what a person says."""
    asked = moment(request.GET)
    system = the_system()
    found = standings(system, at=asked.at, known_at=asked.known_at)
    context = {
        "found": found,
        "table": control_table(system, found.controls),
        "strengths": list(Strength),
        "assessment": last_assessment(system, [one.reference for one in found.in_scope]),
        "judgements": [(one.value, one.label) for one in Judgement],
        "assessors": [(one.value, one.label) for one in Assessor],
    }
    return render(request, "readiness/comparison.html", {**context, **around(request, asked)})


@requires("readiness.rate_criterion")
@require_POST
def rate(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take a rating; back to where it was given, with the refusal where there is one."""
    try:
        rating = rate_criterion(
            actor_of(request),
            the_system(),
            reference,
            judgement=request.POST.get("judgement", ""),
            reason=request.POST.get("reason", ""),
        )
    except DomainError as refusal:
        messages.error(request, f"{reference}: {refusal}")
    else:
        messages.success(request, f"{reference} is rated “{Judgement(rating.judgement).label}”.")
    if request.POST.get("back") == "readiness":
        return redirect("readiness")
    return redirect("criterion", reference=reference)


@requires("readiness.finalise")
@require_POST
def finalise_now(request: HttpRequest) -> HttpResponse:
    """Freeze the ratings; the refusal names what is not rated."""
    try:
        made = finalise(
            actor_of(request),
            the_system(),
            assessor=request.POST.get("assessor", ""),
            independence=request.POST.get("independence", ""),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The assessment is finalised: {len(made.ratings)} criteria are rated.")
    return redirect("readiness")
