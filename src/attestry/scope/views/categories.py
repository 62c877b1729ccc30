"""The choice of categories, each with what it adds and why it was decided so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.scope.actions.setting_up import choose_category, declare_ai
from attestry.scope.forms.deciding import DriverForm
from attestry.scope.queries.advice import scope_blockers
from attestry.scope.queries.boundary import boundary, data_store_findings, services
from attestry.scope.queries.categories import is_signed, scope_choice, the_system
from attestry.scope.queries.weights import weights_at
from attestry.scope.views.around import around
from attestry.scope.views.way import way
from attestry.ui.acting import answer


@require_safe
def scope(request: HttpRequest) -> HttpResponse:
    """The five categories with their decisions, and what the scope still lacks."""
    system = the_system()
    context = {
        "choice": scope_choice(system),
        "boundary": boundary(system),
        "service_count": len(services(system)),
        "blockers": scope_blockers(system),
        "is_signed": is_signed(system),
        "way": way(clock.now()),
        "weights": weights_at(clock.now()),
        "driver_form": DriverForm(),
        "store_findings": len(data_store_findings(system)),
        **around(request, system),
    }
    return render(request, "scope/scope.html", context)


@requires("scope.choose_category")
@require_POST
def category_choice(request: HttpRequest, key: str) -> HttpResponse:
    """Put a category in scope or take it out; Security only goes with a reason."""
    system = the_system()
    is_chosen = request.POST.get("chosen") == "yes"
    words = key.replace("_", " ").capitalize()
    return answer(
        request,
        lambda: choose_category(
            actor_of(request), system, key, is_chosen=is_chosen, reason=request.POST.get("reason", "")
        ),
        f"{words} is {'in scope' if is_chosen else 'left out'}.",
        reverse("scope_wizard" if request.POST.get("back") == "wizard" else "scope") + f"#{key}",
    )


@requires("scope.declare_ai")
@require_POST
def ai_choice(request: HttpRequest) -> HttpResponse:
    """Say whether the system builds on AI."""
    system = the_system()
    uses_ai = request.POST.get("uses_ai") == "yes"
    said = (
        "The library's controls for AI belong to the scope."
        if uses_ai
        else "The system does not build on AI."
    )
    return answer(
        request, lambda: declare_ai(actor_of(request), system, uses_ai=uses_ai), said, reverse("scope")
    )
