"""Environments: what each reaches, whether it is in, and who approved that it is out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.accounts.queries import active_users, user_of
from attestry.scope.actions.environments import add_environment, decide_environment, say_reach
from attestry.scope.forms.boundary import EnvironmentForm, EnvironmentVerdictForm, ReachForm
from attestry.scope.models import Environment
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.environments import environment as environment_of
from attestry.scope.queries.environments import environments as environments_of
from attestry.scope.rules.system import Verdict
from attestry.scope.tables.boundary import ENVIRONMENTS
from attestry.scope.views.around import around, is_kept, sent

_FORM = ["GET", "HEAD", "POST"]
_REACHES = {True: "yes", False: "no", None: "unknown"}


@require_http_methods(_FORM)
def environments(request: HttpRequest) -> HttpResponseBase:
    """Every environment with what it counts as; a valid form describes one more. Also as CSV."""
    system = the_system()
    lines = environments_of(system)
    if answered := ENVIRONMENTS.as_csv(request.GET, lines):
        return answered
    form = EnvironmentForm(**sent(request))

    def add() -> None:
        typed = form.cleaned_data
        add_environment(
            actor_of(request),
            system,
            name=typed["name"],
            is_production=typed["is_production"],
            **form.reach(),
        )

    if is_kept(request, form, add, "The environment is described."):
        return redirect("environments")
    context = {
        "listing": ENVIRONMENTS.listing(request.GET, lines),
        "lines": lines,
        "form": form,
        **around(request, system),
    }
    return render(request, "scope/environments.html", context, status=422 if form.errors else 200)


@requires("scope.decide_environment")
@require_http_methods(_FORM)
def environment(request: HttpRequest, pk: int) -> HttpResponse:
    """One environment: say what it reaches, or decide on it."""
    system = the_system()
    found = environment_of(system, pk)
    is_reach = request.POST.get("form") == "reach"
    reach = ReachForm(request.POST if is_reach else None, initial=_said(found))
    verdict = EnvironmentVerdictForm(
        request.POST if request.method == "POST" and not is_reach else None,
        initial={"verdict": found.verdict, "reason": found.reason},
    )
    verdict.offer([(one.email, one.name) for one in active_users()])

    def decide() -> None:
        typed = verdict.cleaned_data
        decide_environment(
            actor_of(request),
            found,
            verdict=Verdict(typed["verdict"]),
            reason=typed["reason"],
            approved_by=user_of(typed["approved_by"]) if typed["approved_by"] else None,
        )

    said = f"{found.name}: written down."
    if is_reach and is_kept(
        request, reach, lambda: say_reach(actor_of(request), found, **reach.reach()), said
    ):
        return redirect("environments")
    if not is_reach and is_kept(request, verdict, decide, said):
        return redirect("environments")
    context = {
        "line": next(one for one in environments_of(system) if one.environment.pk == pk),
        "reach": reach,
        "verdict": verdict,
        "breadcrumb": [("Environments", reverse("environments")), (found.name, "")],
        **around(request, system),
    }
    wrong = reach.errors or verdict.errors
    return render(request, "scope/environment.html", context, status=422 if wrong else 200)


def _said(found: Environment) -> dict[str, str]:
    return {"reaches": _REACHES[found.reaches_production_data], "route": found.route}
