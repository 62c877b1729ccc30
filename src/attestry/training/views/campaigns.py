"""Phishing campaigns: their rates over time, results handed in, and who clicked in one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.training.actions.completing import import_phishing, plan_phishing
from attestry.training.forms import CampaignForm
from attestry.training.queries.campaigns import (
    campaign_numbered,
    campaigns,
    clicked_in,
    clicked_repeatedly,
)
from attestry.training.tables import CAMPAIGNS
from attestry.ui.csv_import import ListColumn, ListImport, import_page

_YES = "yes or no; no where it is empty."
_COLUMNS = (
    ListColumn("email", "Mail address of somebody in the list of people, to whom it was sent.", needed=True),
    ListColumn("clicked", f"Whether they clicked: {_YES}", needed=True),
    ListColumn("entered", f"Whether they gave something away, who clicked: {_YES}"),
    ListColumn("reported", f"Whether they reported it: {_YES}"),
)


@require_safe
def phishing(request: HttpRequest) -> HttpResponseBase:
    """Every campaign, also as CSV, and a form that names one more."""
    if answered := CAMPAIGNS.as_csv(request.GET, list(campaigns())):
        return answered
    return _campaigns(request, CampaignForm())


@requires("training.import_phishing")
@require_http_methods(["GET", "HEAD", "POST"])
def phishing_import(request: HttpRequest) -> HttpResponseBase:
    """Take in the results of the campaign that the address names, all of them or none."""
    form = CampaignForm(request.GET)
    if not form.is_valid():
        return _campaigns(request, form)
    name, ran_on = form.cleaned_data["name"], form.cleaned_data["ran_on"]
    what = ListImport(
        title="Phishing",
        back="phishing",
        lead="One line for each person it was sent to.",
        columns=_COLUMNS,
        plan=lambda data: plan_phishing(data, name=name, ran_on=ran_on),
        take_in=lambda data, seen: import_phishing(
            actor_of(request), name=name, ran_on=ran_on, data=data, seen=seen
        ),
    )
    return import_page(request, what)


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


def _campaigns(request: HttpRequest, form: CampaignForm) -> HttpResponse:
    found = list(campaigns())
    context = {
        "campaigns": found,
        "listing": CAMPAIGNS.listing(request.GET, found),
        "repeated_count": len(clicked_repeatedly()),
        "form": form,
        "may": actor_of(request).may,
        "breadcrumb": [("Training", reverse("training")), ("Phishing", "")],
    }
    return render(request, "training/phishing.html", context, status=422 if form.errors else 200)
