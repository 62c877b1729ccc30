"""Renewing an engagement, what was carried into it, and engagements side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.actions.renewing import renew_engagement, renewed_period, settle_matter
from attestry.engagements.forms import RenewForm
from attestry.engagements.header import page_facts
from attestry.engagements.models import Engagement
from attestry.engagements.queries.comparison import comparison
from attestry.engagements.rules.comparison import NOT_SET, Row
from attestry.engagements.wall import engagements_of, for_both_sides, for_each_their_own, for_management
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address


@for_management
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_renew(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Plan the engagement that follows on the day after."""
    from_on, until_on = renewed_period(found)
    given: dict[str, Any] = {
        "until_on": until_on.isoformat(),
        "title": f"{found.system.name} {until_on.year}",
    }
    form = RenewForm(request.POST if request.method == "POST" else None, initial=given)
    made: list[Engagement] = []
    if form.is_valid() and kept(
        form, lambda: made.append(renew_engagement(actor_of(request), found, **form.cleaned_data))
    ):
        messages.success(request, "It is planned. What was carried over is marked below.")
        return redirect("engagement", made[0].pk)
    team = found.team.filter(left_at=None).select_related("user")
    context = {
        **page_facts(request, found, ("Renew", "")),
        "form": form,
        "from_on": from_on,
        "team": list(team),
    }
    return render(request, "engagements/renew.html", context, status=422 if form.errors else 200)


@for_both_sides
@require_safe
def engagement_carried(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Everything that was carried into the engagement, by kind."""
    carried = list(found.carried.all())
    context = {**page_facts(request, found, ("Carried over", "")), "carried": carried}
    return render(request, "engagements/carried.html", context)


@for_management
@require_POST
def engagement_settle(request: HttpRequest, found: Engagement, matter: int) -> HttpResponse:
    """Say what became of a matter."""
    one = found.carried.filter(pk=matter).first()
    if one is None:
        raise Http404
    return answer(
        request,
        lambda: settle_matter(actor_of(request), one, outcome=request.POST.get("outcome", "")),
        "It is settled.",
        "engagement_carried",
        found.pk,
    )


@for_each_their_own
@require_safe
def engagement_comparison(request: HttpRequest) -> HttpResponse:
    """One's own engagements side by side: six rows, each cell from what is kept."""
    chosen = request.GET.getlist("number")
    known = engagements_of(actor_of(request))
    found = [one for one in known if not chosen or str(one.pk) in chosen][:6]
    context = {
        "known": known,
        "engagements": found,
        "rows": list(Row),
        "cells": comparison(found),
        "not_set": NOT_SET,
        "chosen": chosen,
        "breadcrumb": [("Engagements", address("engagements")), ("Side by side", "")],
    }
    return render(request, "engagements/comparison.html", context)
