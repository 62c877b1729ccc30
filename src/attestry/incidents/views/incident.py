"""One incident: its course, what was done, who was told, why it happened, and closing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.incidents import forms
from attestry.incidents.actions.deciding import (
    close_incident,
    judge_incident,
    plan_notice,
    reopen_incident,
    review_incident,
)
from attestry.incidents.actions.following_up import add_follow_up
from attestry.incidents.actions.reporting import (
    add_entry,
    contain_incident,
    do_step,
    rank_incident,
    resolve_incident,
)
from attestry.incidents.models import Incident, MandatoryStep
from attestry.incidents.queries.incidents import course_of, incident_numbered, missing_to_close
from attestry.incidents.rules.standing import Severity
from attestry.incidents.rules.telling import Duty
from attestry.incidents.views.typed import instant
from attestry.journal.queries import entries
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.ui.acting import answer, kept

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
        made_from=said["made_from"],
    )


def _follow_up(actor: Actor, found: Incident, said: dict[str, Any]) -> object:
    return add_follow_up(
        actor, incident=found, title=said["title"], owner=said["owner"], due_on=said["due_on"]
    )


# What a form of the page is, what it does, and the part of the page that one is led back to.
_DEEDS: dict[str, tuple[type[Form], Do, str]] = {
    "entry": (forms.EntryForm, lambda actor, found, said: add_entry(actor, found, **said), "timeline"),
    "rank": (
        forms.RankForm,
        lambda actor, found, said: rank_incident(
            actor, found, **{**said, "severity": Severity(said["severity"])}
        ),
        "",
    ),
    "judge": (forms.JudgeForm, _judge, "touched"),
    "notice": (
        forms.NoticeForm,
        lambda actor, found, said: plan_notice(actor, found, **{**said, "duty": Duty(said["duty"])}),
        "told",
    ),
    "review": (forms.ReviewForm, lambda actor, found, said: review_incident(actor, found, **said), "why"),
    "follow_up": (forms.FollowUpForm, _follow_up, "follow-ups"),
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
    kind, do, place = _DEEDS[deed]
    form = kind(request.POST)
    if form.is_valid() and kept(form, lambda: do(actor_of(request), found, form.cleaned_data)):
        messages.success(request, "Kept.")
        return redirect(f"{reverse('incident', args=[pk])}#{place}")
    return _page(request, incident_numbered(pk), {deed: form})


@require_POST
def incident_reach(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """It was contained, resolved, is closed, or is opened again."""
    found, actor = incident_numbered(pk), actor_of(request)
    typed = request.POST.get("at", "")
    deeds: dict[str, Callable[[], object]] = {
        "contained": lambda: contain_incident(actor, found, at=instant(typed) or clock.now()),
        "resolved": lambda: resolve_incident(actor, found, at=instant(typed) or clock.now()),
        "closed": lambda: close_incident(actor, found),
        "open": lambda: reopen_incident(actor, found, reason=request.POST.get("reason", "")),
    }
    if state not in deeds:
        raise Http404
    said = "It is open again." if state == "open" else f"It is {state}."
    return answer(request, deeds[state], said, "incident", pk)


@require_POST
def incident_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A step that may not be left out was done."""
    step = MandatoryStep.objects.select_related("incident").filter(pk=pk).first()
    if step is None:
        raise Http404
    note, typed = request.POST.get("words", ""), request.POST.get("at", "")

    def do() -> object:
        return do_step(actor_of(request), step, note=note, at=instant(typed))

    return answer(request, do, "Kept.", "incident", step.incident_id)


def _page(request: HttpRequest, found: Incident, wrong: dict[str, Form]) -> HttpResponse:
    made_from = {"made_from": found.updated_at.isoformat()}
    given: dict[str, dict[str, Any]] = {
        "rank": {"severity": found.severity, "lead": found.lead_id, **made_from},
        "judge": {
            "affects_personal_data": _WORDS[found.affects_personal_data],
            "affects_confidential_data": _WORDS[found.affects_confidential_data],
            "affects_customers": _WORDS[found.affects_customers],
            "decision": found.notification_decision,
            **made_from,
        },
        "review": {"root_cause": found.root_cause, "lessons": found.lessons, **made_from},
    }
    context = {
        "incident": found,
        "missing": missing_to_close(found, clock.now()),
        "course": course_of(found),
        "forms": {key: wrong.get(key) or one[0](initial=given.get(key)) for key, one in _DEEDS.items()},
        "wrong": set(wrong),
        "updated_at": found.updated_at.isoformat(),
        "now": clock.now(),
        "history": entries(subject=found.subject)[:30],
        "may": actor_of(request).may,
        "breadcrumb": [("Incidents", reverse("incidents")), (found.title, "")],
    }
    return render(request, "incidents/incident.html", context, status=422 if wrong else 200)
