"""One engagement: where it is and what is lacking, its firm and team, and taking it further."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.actions.firms import name_firm
from attestry.engagements.actions.moving import move_on
from attestry.engagements.actions.staffing import join_team, leave_team, sign_independence
from attestry.engagements.errors import EngagementRefused
from attestry.engagements.forms import IndependenceForm, JoinForm, NameFirmForm
from attestry.engagements.header import page_facts
from attestry.engagements.models import Engagement
from attestry.engagements.queries.page import engagement_page
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.engagements.wall import for_both_sides, for_management, for_the_firm
from attestry.kit import clock
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address


@for_both_sides
@require_safe
def engagement(request: HttpRequest, found: Engagement) -> HttpResponse:
    """The overview, for both sides."""
    return _page(request, found, {})


@for_both_sides
@require_POST
def engagement_move(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Take it to another state."""
    said, reason = request.POST.get("to", ""), request.POST.get("reason", "")

    def move() -> None:
        if said not in set(State):
            raise EngagementRefused("to", "There is no such state.")
        move_on(actor_of(request), found, to=State(said), reason=reason)

    return answer(request, move, "It has moved on.", "engagement", found.pk)


@for_management
@require_POST
def engagement_firm(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Name the firm that examines."""
    form = NameFirmForm(request.POST)
    if form.is_valid() and kept(form, lambda: name_firm(actor_of(request), found, form.cleaned_data["firm"])):
        messages.success(request, "The firm is named.")
        return redirect("engagement", found.pk)
    return _page(request, found, {"firm_form": form})


@for_both_sides
@require_POST
def engagement_join(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Put somebody on the team: management its first partner, the firm everybody after."""
    form = JoinForm(request.POST)

    def join() -> None:
        said = form.cleaned_data
        join_team(actor_of(request), found, said["user"], duty=Duty(said["duty"]))

    if form.is_valid() and kept(form, join):
        messages.success(request, f"{form.cleaned_data['user'].name} is on the team.")
        return redirect("engagement", found.pk)
    return _page(request, found, {"join_form": form})


@for_the_firm
@require_POST
def engagement_leave(request: HttpRequest, found: Engagement, member: int) -> HttpResponse:
    """Take somebody off the team."""

    def leave() -> None:
        one = found.team.filter(pk=member).select_related("user").first()
        if one is None:
            raise EngagementRefused("user", "Nobody of that number is on the team.")
        leave_team(actor_of(request), found, one.user, reason=request.POST.get("reason", ""))

    return answer(request, leave, "They have left the team.", "engagement", found.pk)


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_independence(request: HttpRequest, found: Engagement) -> HttpResponse:
    """Sign the note of independence in one's own name."""
    form = IndependenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(
        form, lambda: sign_independence(actor_of(request), found, **form.cleaned_data)
    ):
        messages.success(request, "You have signed it. Both sides see it.")
        return redirect("engagement", found.pk)
    facts = {**page_facts(request, found, ("Independence", "")), "form": form}
    return render(request, "engagements/independence.html", facts, status=422 if form.errors else 200)


def _page(request: HttpRequest, found: Engagement, wrong: dict[str, Form]) -> HttpResponse:
    today = clock.now().date()
    page = engagement_page(found, today=today)
    number = found.pk
    pages: dict[str, str] = {
        "firm": "#firm",
        "licence": "#firm",
        "team": "#team",
        "independence": address("engagement_independence", number),
        "requests": address("requests", number),
        "opinions": address("opinion", number),
        "renew": address("engagement_renew", number),
    }
    context: dict[str, Any] = {
        **page_facts(request, found),
        "page": page,
        "today": today,
        "next_url": pages.get(page.next.page, ""),
        "bridge_url": address("bridge_letter_new", number)
        if actor_of(request).may("bridge_letters.keep")
        else "",
        "me": actor_of(request).key,
        "firm_form": NameFirmForm(initial={"firm": found.firm_id}),
        "join_form": JoinForm(),
        **wrong,
    }
    return render(request, "engagements/engagement.html", context, status=422 if wrong else 200)
