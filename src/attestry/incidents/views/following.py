"""One follow-up: for whoever owes it, and for those who lead incidents."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.accounts.middleware import for_everyone
from attestry.incidents.actions.following_up import change_follow_up, finish_follow_up
from attestry.incidents.forms import FollowUpForm
from attestry.incidents.models import FollowUp
from attestry.kit import clock
from attestry.people.queries.register import is_person
from attestry.ui.acting import answer, kept
from attestry.ui.navigation import READS_THE_PROGRAM


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def incident_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done; that it is done by POST."""
    found, actor = _found(pk), actor_of(request)
    if not (actor.may(READS_THE_PROGRAM) or is_person(actor, found.owner)):
        raise Http404
    if request.method == "POST":
        outcome = request.POST.get("words", "")
        return answer(
            request,
            lambda: finish_follow_up(actor, found, outcome=outcome),
            "It is done.",
            "incident_follow_up",
            pk,
        )
    return _page(request, found, None)


@requires("incidents.review")
@require_POST
def incident_follow_up_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else does it, or by another day."""
    found, form = _found(pk), FollowUpForm(request.POST)
    if form.is_valid() and kept(
        form, lambda: change_follow_up(actor_of(request), found, **form.cleaned_data)
    ):
        messages.success(request, "Kept.")
        return redirect("incident_follow_up", pk)
    return _page(request, _found(pk), form)


def _found(pk: int) -> FollowUp:
    found = FollowUp.objects.select_related("owner__user", "incident", "exercise").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: FollowUp, wrong: FollowUpForm | None) -> HttpResponse:
    actor = actor_of(request)
    may_read = actor.may(READS_THE_PROGRAM)
    given = {
        "title": found.title,
        "owner": found.owner_id,
        "due_on": found.due_on,
        "made_from": found.version,
    }
    back = reverse("incident", args=[found.incident_id]) if found.incident_id else ""
    context = {
        "follow_up": found,
        "source_url": back or reverse("incident_exercise", args=[found.exercise_id]),
        "form": wrong or FollowUpForm(initial=given),
        "may": actor.may,
        "may_read": may_read,
        "may_finish": actor.may("incidents.work") or is_person(actor, found.owner),
        "today": clock.now().date(),
        "breadcrumb": [("Incidents", reverse("incidents")), ("Follow-up", "")] if may_read else [],
    }
    return render(request, "incidents/follow_up.html", context, status=422 if wrong else 200)
