"""The scope wizard: questions, advice on categories and frameworks, and starting tracks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.scope.actions.deciding import add_driver, drop_driver, keep_answers, start_track, stop_track
from attestry.scope.forms.deciding import QUESTIONS, DriverForm, WizardForm, typed_answers
from attestry.scope.queries.advice import wizard_page
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import driver, track
from attestry.scope.queries.weights import weights_at
from attestry.scope.rules.decision import DriverKind
from attestry.scope.rules.tracks import track_title
from attestry.scope.views.around import around, is_kept, sent
from attestry.scope.views.way import way
from attestry.ui.acting import answer


@require_http_methods(["GET", "HEAD", "POST"])
def wizard(request: HttpRequest) -> HttpResponse:
    """The questions with what follows from them; a valid form keeps the answers."""
    system = the_system()
    page = wizard_page(system)
    form = WizardForm(**sent(request), initial=typed_answers(page.answers))
    if is_kept(
        request,
        form,
        lambda: keep_answers(actor_of(request), system, **form.answers()),
        "The answers are kept, and the advice follows them.",
    ):
        return redirect("scope_wizard")
    context = {
        "page": page,
        "way": way(clock.now()),
        "weights": weights_at(clock.now()),
        "form": form,
        "questions": QUESTIONS,
        **around(request, system),
    }
    return render(request, "scope/wizard.html", context, status=422 if form.errors else 200)


@requires("scope.add_driver")
@require_POST
def driver_new(request: HttpRequest) -> HttpResponse:
    """Record who asks for a category."""
    form, system = DriverForm(request.POST), the_system()

    def do() -> None:
        form.full_clean()
        add_driver(
            actor_of(request),
            system,
            category=form.data.get("category", ""),
            kind=DriverKind(form.cleaned_data.get("kind", DriverKind.CONTRACT)),
            words=form.cleaned_data.get("words", ""),
        )

    return answer(request, do, "It is recorded who asks.", f"{reverse('scope')}#drivers")


@requires("scope.drop_driver")
@require_POST
def driver_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a driver away."""
    found = driver(the_system(), pk)
    return answer(
        request,
        lambda: drop_driver(actor_of(request), found),
        "It is taken away.",
        f"{reverse('scope')}#drivers",
    )


@requires("scope.start_track")
@require_POST
def track_start(request: HttpRequest, family: str) -> HttpResponse:
    """Start to work on a framework."""
    reason = request.POST.get("reason", "")
    return answer(
        request,
        lambda: start_track(actor_of(request), the_system(), family=family, reason=reason),
        f"{track_title(family)} is worked on.",
        f"{reverse('scope_wizard')}#frameworks",
    )


@requires("scope.stop_track")
@require_POST
def track_stop(request: HttpRequest, family: str) -> HttpResponse:
    """Stop working on a framework, with the reason."""
    found = track(the_system(), family)
    reason = request.POST.get("reason", "")
    return answer(
        request,
        lambda: stop_track(actor_of(request), found, reason=reason),
        f"{track_title(family)} is no longer worked on.",
        f"{reverse('scope_wizard')}#frameworks",
    )
