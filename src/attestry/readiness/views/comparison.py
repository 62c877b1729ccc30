"""The comparison of criteria with what is there, and rating them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit.errors import DomainError
from attestry.readiness.actions.rating import rate_criterion
from attestry.readiness.queries.aspects import control_views, criterion_views
from attestry.readiness.queries.controls import control_table
from attestry.readiness.queries.ratings import last_assessment
from attestry.readiness.queries.report_plan import hours_to_rate
from attestry.readiness.queries.standings import standings
from attestry.readiness.rules.assessment import LIMITS, QUESTIONS, Adequacy, relation_words
from attestry.readiness.rules.judgement import Assessor, Judgement, Strength
from attestry.readiness.tables.criteria import COMPARISON
from attestry.readiness.views.around import around
from attestry.readiness.views.bearings import of_assessment
from attestry.scope.queries.categories import the_system
from attestry.ui.addresses import address
from attestry.ui.as_of import moment


@require_safe
def readiness(request: HttpRequest) -> HttpResponseBase:
    """Every criterion in scope: what is computed, and what a person says; as CSV where asked for."""
    asked = moment(request.GET)
    system = the_system()
    assessment = last_assessment(system, (), asked.at)
    found = standings(system, at=asked.at, known_at=asked.known_at)
    if answered := COMPARISON.as_csv(request.GET, found.in_scope):
        return answered
    from_at = assessment.period_from if assessment else found.usual_from
    views = control_views(found.relevant, from_at=from_at, until_at=asked.at, known_at=asked.known_at)
    scoped = [one.reference for one in found.in_scope]
    last = last_assessment(system, scoped, asked.at)
    context = {
        "found": found,
        "bearings": of_assessment(last, found.unrated, total=len(scoped), each=hours_to_rate(system)),
        "listing": COMPARISON.listing(request.GET, found.in_scope, asked.carried),
        "views": {one.reference: criterion_views(one.controls, views) for one in found.in_scope},
        "strong": control_table(system, found.controls),
        "strengths": list(Strength),
        "assessment": last,
        "assessors": [(one.value, one.label, LIMITS[one]) for one in Assessor],
        **rating_words(),
    }
    return render(request, "readiness/comparison.html", {**context, **around(request, asked)})


def rating_words() -> dict[str, object]:
    """What a form for rating wants: the three questions and the answers that there are."""
    return {
        "questions": list(QUESTIONS.items()),
        "answers": [(one.value, one.label) for one in Adequacy],
        "relation_words": relation_words,
    }


@requires("readiness.rate_criterion")
@require_POST
def rate(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take a rating; back to where it was given, with the refusal where there is one."""
    typed = request.POST
    try:
        rating = rate_criterion(
            actor_of(request),
            the_system(),
            reference,
            design=typed.get("design", ""),
            implementation=typed.get("implementation", ""),
            operation=typed.get("operation", ""),
            reason=typed.get("reason", ""),
            seen=typed.get("seen"),
        )
    except DomainError as refusal:
        kept = f" Your reason was: “{typed['reason']}”" if typed.get("reason", "").strip() else ""
        messages.error(request, f"{reference}: {refusal}{kept}")
    else:
        messages.success(request, f"{reference} is rated “{Judgement(rating.judgement).label}”.")
        if rating.owns:
            messages.warning(request, f"{reference}: {relation_words(rating.owns)} The report says so.")
    if typed.get("back") == "readiness":
        return redirect(f"{address('readiness')}#{reference}")
    return redirect("criterion", reference=reference)
