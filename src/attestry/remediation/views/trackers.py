"""The trackers that tasks are kept in step with, and the issues that ask for something."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox
from attestry.remediation.actions.trackers import add_tracker, ask_tracker, remove_tracker, rule_tracker
from attestry.remediation.queries.people import teams, working_people
from attestry.remediation.queries.trackers import asking, tracker_numbered
from attestry.remediation.queries.trackers import trackers as trackers_found
from attestry.remediation.rules.tracker import TrackerKind
from attestry.remediation.tracker_form import RuleForm, TrackerForm
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address


@sensitive_post_parameters("token")
@requires("remediation.trackers")
@require_http_methods(["GET", "HEAD", "POST"])
def trackers(request: HttpRequest) -> HttpResponse:
    """Each tracker and how it stands; a valid form adds one."""
    form = TrackerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect("trackers")
    context = {
        "trackers": list(trackers_found()),
        "asking": asking(),
        "form": form,
        "breadcrumb": [("Tasks", address("tasks")), ("Trackers", "")],
    }
    return render(request, "remediation/trackers.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: TrackerForm) -> bool:
    typed = {**form.cleaned_data, "kind": TrackerKind(form.cleaned_data["kind"])}
    try:
        made = add_tracker(actor_of(request), box=SecretBox(settings.HOME.keys), **typed)
    except Invalid as refusal:
        field = refusal.message.partition(":")[0].lower()
        form.add_error(field if field in form.fields else None, str(refusal))
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"Tasks are kept in step with {made.name} from now on.")
    return True


@requires("remediation.trackers")
@require_http_methods(["GET", "HEAD", "POST"])
def tracker_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Which tasks it takes."""
    found = tracker_numbered(pk)
    initial = {
        "team": str(found.takes_team_id or ""),
        "owner": str(found.takes_owner_id or ""),
        "tools": ", ".join(found.takes_tools),
        "priority": found.takes_priority or "",
    }
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer(list(working_people(clock.now().date())), list(teams()))
    if form.is_valid() and kept(form, lambda: rule_tracker(actor_of(request), found, **form.rule())):
        messages.success(request, f"{found.name} takes these from now on: {tracker_numbered(pk).rule}.")
        return redirect("trackers")
    path = [("Tasks", address("tasks")), ("Trackers", address("trackers")), (found.name, "")]
    context = {"form": form, "tracker": found, "breadcrumb": path}
    return render(request, "remediation/tracker_rule.html", context, status=422 if form.errors else 200)


@requires("remediation.trackers")
@require_POST
def tracker_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask and write there no more."""
    said = "It is asked no more. Its issues stay as they are."
    return answer(request, lambda: remove_tracker(actor_of(request), tracker_numbered(pk)), said, "trackers")


@requires("remediation.trackers")
@require_POST
def tracker_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask it at once."""
    said = "It is asked within a few seconds while “attestry up” runs."
    return answer(request, lambda: ask_tracker(actor_of(request), tracker_numbered(pk)), said, "trackers")
