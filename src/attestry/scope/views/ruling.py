"""The boundary's rules: their order, and what one would decide before it is saved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.scope.actions.ruling import add_boundary_rule, move_boundary_rule, remove_boundary_rule
from attestry.scope.forms.boundary import RuleForm
from attestry.scope.queries.boundary import resource_counts
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.ruling import boundary_rule, preview, standing_rules
from attestry.scope.rules.boundary_rules import RuleKind
from attestry.scope.rules.system import Verdict
from attestry.scope.tables.boundary import RULES
from attestry.scope.views.around import around, is_kept
from attestry.ui.acting import answer


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponseBase:
    """The rules in order; a form asks first what one would decide, and saves it only then. Also as CSV."""
    system = the_system()
    lines = tuple(enumerate(standing_rules(system), start=1))
    if answered := RULES.as_csv(request.GET, lines):
        return answered
    asked = request.POST if request.method == "POST" else request.GET
    form = RuleForm(asked if asked.get("kind") else None)

    def add() -> None:
        typed = form.cleaned_data
        add_boundary_rule(
            actor_of(request),
            system,
            kind=RuleKind(typed["kind"]),
            pattern=typed["pattern"],
            verdict=Verdict(typed["verdict"]),
            reason=typed["reason"],
        )

    if is_kept(request, form, add, "The rule is saved, and decides from now on."):
        return redirect("boundary_rules")
    shown = None
    if form.is_bound and form.is_valid() and form.cleaned_data["pattern"].strip():
        typed = form.cleaned_data
        names = ("kind", "pattern", "verdict", "reason")
        shown = preview(system, **{name: typed[name] for name in names})
    context = {
        "listing": RULES.listing(request.GET, lines),
        "lines": lines,
        "form": form,
        "preview": shown,
        "counts": resource_counts(system),
        **around(request, system),
    }
    return render(request, "scope/rules.html", context, status=422 if form.errors else 200)


@requires("scope.move_boundary_rule")
@require_POST
def rule_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a rule one place earlier or later."""
    found = boundary_rule(the_system(), pk)
    earlier = request.POST.get("to") == "earlier"
    return answer(
        request,
        lambda: move_boundary_rule(actor_of(request), found, earlier=earlier),
        "The order is changed, and everything undecided by people was asked anew.",
        reverse("boundary_rules"),
    )


@requires("scope.remove_boundary_rule")
@require_POST
def rule_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a rule."""
    found = boundary_rule(the_system(), pk)
    return answer(
        request,
        lambda: remove_boundary_rule(actor_of(request), found),
        "The rule is gone. What it decided went to the next that fits, or waits for a person.",
        reverse("boundary_rules"),
    )
