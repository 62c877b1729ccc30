"""The standard that reports name: the setting with its history, and taking it over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of
from attestry.engagements.actions.standard import set_standard, take_standard
from attestry.engagements.forms import StandardForm
from attestry.engagements.models import Engagement
from attestry.engagements.queries.standards import settings_of_the_standard, standard_on
from attestry.engagements.rules.standard import SHIPPED
from attestry.engagements.wall import for_management, for_management_alone
from attestry.kit import clock
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address


@for_management_alone
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_standards(request: HttpRequest) -> HttpResponse:
    """What engagements name from which day on; a new setting changes none that stands."""
    form = StandardForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(form, lambda: set_standard(actor_of(request), **form.cleaned_data)):
        messages.success(request, "It is kept. Engagements that stand keep theirs.")
        return redirect("engagement_standards")
    context = {
        "form": form,
        "now": standard_on(clock.now().date()),
        "settings": settings_of_the_standard(),
        "shipped": tuple(reversed(SHIPPED)),
        "may": actor_of(request).may,
        "breadcrumb": [("Engagements", address("engagements")), ("Standard", "")],
    }
    return render(request, "engagements/standard.html", context, status=422 if form.errors else 200)


@for_management
@require_POST
def engagement_standard(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Let an engagement that is not over name the standard in force today."""
    return answer(
        request,
        lambda: take_standard(actor_of(request), engagement),
        "It names the standard in force today.",
        "engagement",
        engagement.pk,
    )
