"""One incident: its times, what was done, who was told, why it happened, and closing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.incidents import forms
from attestry.incidents.actions.deciding import (
    add_follow_up,
    close_incident,
    finish_follow_up,
    judge_incident,
    plan_notice,
    review_incident,
    send_notice,
)
from attestry.incidents.actions.reporting import (
    add_entry,
    contain_incident,
    do_step,
    rank_incident,
    resolve_incident,
)
from attestry.incidents.models import FollowUp, Incident, IncidentNotice, MandatoryStep
from attestry.incidents.queries.incidents import incident_numbered, missing_to_close
from attestry.incidents.rules.standing import Severity
from attestry.incidents.rules.telling import Duty
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.ui.acting import kept

_JUDGED = {"yes": True, "no": False, "": None}
_WORDS = {True: "yes", False: "no", None: ""}
Do = Callable[[Actor, Incident, dict[str, Any]], object]


def _judge(actor: Actor, found: Incident, said: dict[str, Any]) -> object:
    effects = {name: _JUDGED[value] for name, value in said.items() if name.startswith("affects")}
    return judge_incident(
        actor,
        found,
        affects_personal_data=effects["affects_personal_data"],
        affects_confidential_data=effects["affects_confidential_data"],
        affects_customers=effects["affects_customers"],
        decision=said["decision"],
    )


_DEEDS: dict[str, tuple[type[Form], Do]] = {
    "entry": (forms.EntryForm, lambda actor, found, said: add_entry(actor, found, **said)),
    "rank": (
        forms.RankForm,
        lambda actor, found, said: rank_incident(
            actor, found, severity=Severity(said["severity"]), lead=said["lead"]
        ),
    ),
    "judge": (forms.JudgeForm, _judge),
    "notice": (
        forms.NoticeForm,
        lambda actor, found, said: plan_notice(actor, found, **{**said, "duty": Duty(said["duty"])}),
    ),
    "review": (forms.ReviewForm, lambda actor, found, said: review_incident(actor, found, **said)),
    "follow_up": (
        forms.FollowUpForm,
        lambda actor, found, said: add_follow_up(actor, incident=found, **said),
    ),
}


@require_safe
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """The incident and all that is told of it."""
    return _page(request, incident_numbered(pk), {})


@require_POST
def incident_write(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """A form of the page was handed in; refused, the page comes back with what was typed."""
    if deed not in _DEEDS:
        raise Http404
    found = incident_numbered(pk)
    kind, do = _DEEDS[deed]
    form = kind(request.POST)
    actor = actor_of(request)

    def write() -> object:
        more = {"made_from": request.POST.get("made_from", "")} if deed == "review" else {}
        return do(actor, found, {**form.cleaned_data, **more})

    if form.is_valid() and kept(form, write):
        messages.success(request, "Kept.")
        return redirect("incident", pk)
    return _page(request, incident_numbered(pk), {deed: form})


@require_POST
def incident_reach(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """It was contained, resolved, or is closed."""
    found, actor = incident_numbered(pk), actor_of(request)
    try:
        if state == "closed":
            close_incident(actor, found)
        elif state in ("contained", "resolved"):
            reach = contain_incident if state == "contained" else resolve_incident
            reach(actor, found, at=forms_instant(request.POST.get("at", "")))
        else:
            raise Http404
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"It is {state}.")
    return redirect("incident", pk)


@require_POST
def incident_done(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A step or a follow-up was done, or a notice went out."""
    actor, words = actor_of(request), request.POST.get("words", "")
    back = redirect("incident_exercises")
    try:
        if kind == "step":
            step = _one(MandatoryStep, pk)
            back = redirect("incident", step.incident_id)
            do_step(actor, step, note=words)
        elif kind == "notice":
            notice = _one(IncidentNotice, pk)
            back = redirect("incident", notice.incident_id)
            send_notice(actor, notice, message=words)
        elif kind == "follow_up":
            follow_up = _one(FollowUp, pk)
            if follow_up.incident_id:
                back = redirect("incident", follow_up.incident_id)
            finish_follow_up(actor, follow_up, outcome=words)
        else:
            raise Http404
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Kept.")
    return back


def forms_instant(typed: str) -> Any:
    """An instant as a browser sends it, in UTC; now where nothing was typed. Raises Invalid."""
    if not typed:
        return clock.now()
    try:
        found = parse_datetime(typed)
    except ValueError:
        found = None
    if found is None:
        raise Invalid("This is no time.", next_step="Choose a day and a time.")
    return found if found.tzinfo else found.replace(tzinfo=clock.now().tzinfo)


def _one(model: Any, pk: int) -> Any:
    found = model.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Incident, wrong: dict[str, Form]) -> HttpResponse:
    given: dict[str, dict[str, Any]] = {
        "rank": {"severity": found.severity, "lead": found.lead_id},
        "judge": {
            "affects_personal_data": _WORDS[found.affects_personal_data],
            "affects_confidential_data": _WORDS[found.affects_confidential_data],
            "affects_customers": _WORDS[found.affects_customers],
            "decision": found.notification_decision,
        },
        "review": {"root_cause": found.root_cause, "lessons": found.lessons},
    }
    context = {
        "incident": found,
        "missing": missing_to_close(found),
        "forms": {key: wrong.get(key) or kind(initial=given.get(key)) for key, (kind, _) in _DEEDS.items()},
        "now": clock.now(),
        "may": actor_of(request).may,
        "breadcrumb": [("Incidents", reverse("incidents")), (found.title, "")],
    }
    return render(request, "incidents/incident.html", context, status=422 if wrong else 200)
