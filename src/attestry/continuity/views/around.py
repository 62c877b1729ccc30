"""Around the register: the action that somebody owes, and plans that change hands together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of
from attestry.accounts.middleware import for_everyone
from attestry.continuity.actions.capacity import finish_load_action
from attestry.continuity.actions.planning import hand_over_plans
from attestry.continuity.actions.testing import finish_recovery_action
from attestry.continuity.forms import TogetherForm
from attestry.continuity.models import ActionNeeded, LoadTest, RecoveryTest
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.queries.register import is_person
from attestry.ui.acting import answer
from attestry.ui.navigation import READS_THE_PROGRAM
from attestry.ui.words import counted_words


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def continuity_action(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What a test asked of somebody, for whoever owes it; done by POST."""
    found, about, finish = _owed(kind, pk)
    actor = actor_of(request)
    if not (actor.may(READS_THE_PROGRAM) or is_person(actor, found.action_owner)):
        raise Http404
    if request.method == "POST":
        return answer(request, lambda: finish(actor), "It is done.", "continuity_action", kind, pk)
    context = {
        "test": found,
        "kind": kind,
        "about": about,
        "may_finish": is_person(actor, found.action_owner) or actor.may("continuity.test"),
        "today": clock.now().date(),
        "breadcrumb": [("Continuity", reverse("continuity")), ("Action", "")]
        if actor.may(READS_THE_PROGRAM)
        else [],
    }
    return render(request, "continuity/action.html", context)


@require_POST
def recovery_plans_together(request: HttpRequest) -> HttpResponse:
    """All plans that are ticked get another owner, or none does."""
    actor, form = actor_of(request), TogetherForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tick plans, and choose who answers for them.")
        return redirect("continuity")
    chosen, owner = list(form.cleaned_data["plans"]), form.cleaned_data["owner"]
    said = f"{owner.name} answers for {counted_words(len(chosen), 'plan')}."
    return answer(request, lambda: hand_over_plans(actor, chosen, owner=owner), said, "continuity")


def _owed(kind: str, pk: int) -> tuple[ActionNeeded, str, Callable[[Actor], object]]:
    """The test that asked for it, what was tested, and how it is done. Raises Http404 where none is."""
    if kind == "recovery":
        test = RecoveryTest.objects.select_related("plan", "action_owner__user").filter(pk=pk).first()
        if test is not None and test.action:
            return test, test.plan.title, partial(_finish_recovery, test)
    if kind == "load":
        load = LoadTest.objects.select_related("forecast", "action_owner__user").filter(pk=pk).first()
        if load is not None and load.action:
            return load, load.forecast.service, partial(_finish_load, load)
    raise Http404


def _finish_recovery(test: RecoveryTest, actor: Actor) -> object:
    return finish_recovery_action(actor, test)


def _finish_load(test: LoadTest, actor: Actor) -> object:
    return finish_load_action(actor, test)
