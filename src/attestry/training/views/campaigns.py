"""Phishing campaigns: their rates over time, a form for results, and who clicked in one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.kit.errors import Invalid
from attestry.training.actions.completing import MORE_RESULTS, RESULTS, import_phishing
from attestry.training.forms import CampaignForm
from attestry.training.queries.campaigns import (
    campaign_numbered,
    campaigns,
    clicked_in,
    clicked_repeatedly,
)


@require_http_methods(["GET", "HEAD", "POST"])
def phishing(request: HttpRequest) -> HttpResponse:
    """Every campaign; a valid form takes in one more."""
    form = CampaignForm(request.POST, request.FILES) if request.method == "POST" else CampaignForm()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = import_phishing(
                actor_of(request), name=typed["name"], ran_on=typed["ran_on"], data=typed["list"].read()
            )
        except Invalid as refusal:
            form.add_error("list", str(refusal))
        else:
            return redirect("phishing_campaign", pk=made.pk)
    context = {
        "campaigns": list(campaigns()),
        "repeated_count": len(clicked_repeatedly()),
        "form": form,
        "required": RESULTS,
        "optional": MORE_RESULTS,
        "may": actor_of(request).may,
        "breadcrumb": [("Training", reverse("training")), ("Phishing", "")],
    }
    return render(request, "training/phishing.html", context, status=422 if form.errors else 200)


@require_safe
def phishing_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: who clicked, and who does so again and again."""
    found = campaign_numbered(pk)
    crumbs = [("Training", reverse("training")), ("Phishing", reverse("phishing")), (found.name, "")]
    context = {
        "campaign": found,
        "clicked": list(clicked_in(found)),
        "times": clicked_repeatedly(),
        "breadcrumb": crumbs,
    }
    return render(request, "training/campaign.html", context)
