"""The boundary: components of the five kinds, in or out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.scope.actions.drawing import add_component, decide_component
from attestry.scope.errors import NameTaken, ReasonMissing
from attestry.scope.forms.describing import ComponentForm
from attestry.scope.queries.boundary import boundary as boundary_of
from attestry.scope.queries.categories import chosen_categories, the_system
from attestry.scope.queries.records import component
from attestry.scope.queries.weights import weights_at
from attestry.scope.rules.system import ComponentKind, Verdict
from attestry.scope.tables.boundary import COMPONENTS
from attestry.scope.views.around import around
from attestry.scope.views.way import way
from attestry.ui.acting import answer


@require_http_methods(["GET", "HEAD", "POST"])
def boundary(request: HttpRequest) -> HttpResponseBase:
    """The components of the five kinds; a valid form describes one more. Also as CSV."""
    system = the_system()
    found = boundary_of(system)
    if answered := COMPONENTS.as_csv(request.GET, found.components):
        return answered
    asked = {"kind": request.GET.get("kind", "")}
    form = ComponentForm(request.POST if request.method == "POST" else None, initial=asked)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            add_component(
                actor_of(request),
                system,
                kind=ComponentKind(typed["kind"]),
                name=typed["name"],
                verdict=Verdict(typed["verdict"]),
                reason=typed["reason"],
                description=typed["description"],
            )
        except (NameTaken, ReasonMissing) as refusal:
            form.add_error("name" if isinstance(refusal, NameTaken) else "reason", str(refusal))
        else:
            messages.success(request, f"{typed['name']} is described.")
            return redirect("boundary")
    context = {
        "boundary": found,
        "way": way(clock.now()),
        "weights": weights_at(clock.now()),
        "listing": COMPONENTS.listing(request.GET, found.components),
        "form": form,
        "chosen": sorted(chosen_categories(system)),
        **around(request, system),
    }
    return render(request, "scope/boundary.html", context, status=422 if form.errors else 200)


@requires("scope.decide_component")
@require_POST
def component_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a component in, or leave it out with a reason."""
    found = component(the_system(), pk)
    verdict = Verdict.OUT if request.POST.get("verdict") == "out" else Verdict.IN
    return answer(
        request,
        lambda: decide_component(
            actor_of(request), found, verdict=verdict, reason=request.POST.get("reason", "")
        ),
        f"{found.name} is {verdict.value}.",
        reverse("boundary"),
    )
