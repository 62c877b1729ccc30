"""Plans: the list, one plan with its tests, and writing, approving and retiring it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.continuity.actions.planning import (
    add_plan,
    approve_plan,
    change_plan,
    resume_plan,
    retire_plan,
)
from attestry.continuity.content import templates
from attestry.continuity.forms import ApprovalForm, PlanForm, ReasonForm, ResponsePlanForm, TogetherForm
from attestry.continuity.models import RecoveryPlan
from attestry.continuity.queries.plans import last_exercises, plan_line, plan_lines
from attestry.continuity.rendering import rendered
from attestry.continuity.rules.duration import minutes_words
from attestry.continuity.rules.plan import PlanKind
from attestry.continuity.views.lists import PLAN_COLUMNS, PLAN_HEADER, plan_filters, plan_row, plans_chosen
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.ui.acting import answer, kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Listing, read_choice

HISTORY = 30
_EDITED = ("title", "service", "covers", "text", "document", "rto_minutes", "rpo_minutes", "owner")


@require_safe
def continuity(request: HttpRequest) -> HttpResponseBase:
    """Every plan; as CSV where asked for."""
    lines = plan_lines(clock.now().date())
    filters = plan_filters(lines)
    choice = read_choice(request.GET, PLAN_COLUMNS, filters, sort="title")
    chosen = plans_chosen(lines, choice)
    if request.GET.get("format") == "csv":
        return csv_answer("plans.csv", PLAN_HEADER, (plan_row(one) for one in chosen))
    kept_ones = [one for one in lines if one.plan.retired_on is None]
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(PLAN_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "lines": lines,
        "kept_count": len(kept_ones),
        "met_count": sum(one.standing == "met" for one in kept_ones if one.plan.is_measured),
        "measured_count": sum(one.plan.is_measured for one in kept_ones),
        "wanting": [(one, want) for one in kept_ones for want in one.wants],
        "absent": [kind for kind in PlanKind if kind not in {one.plan.kind for one in kept_ones}],
        "templates": templates(),
        "together": TogetherForm(),
        "today": clock.now().date(),
        "minutes": minutes_words,
        "may": actor_of(request).may,
    }
    return render(request, "continuity/plans.html", context)


@require_safe
def recovery_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan as it stands, with its tests and its history."""
    return _page(request, pk, ApprovalForm(), ReasonForm())


@requires("continuity.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_plan_new(request: HttpRequest) -> HttpResponse:
    """A further plan, which begins with the template of its sort."""
    said = request.GET.get("kind", "")
    kind = PlanKind(said) if said in set(PlanKind) else PlanKind.RECOVERY
    template = templates()[kind]
    given = {"text": template.text, "covers": template.head.covers, "title": _title(kind)}
    form = _form_of(kind)(request.POST if request.method == "POST" else None, initial=given)
    made: list[RecoveryPlan] = []
    if form.is_valid() and kept(
        form, lambda: made.append(add_plan(actor_of(request), kind=kind, **_said(form)))
    ):
        messages.success(request, "It is written down. Next: somebody approves it.")
        return redirect("recovery_plan", made[0].pk)
    context = {
        "form": form, "title": f"Write {'a' if kind is PlanKind.RECOVERY else 'an'} {kind.label.lower()}",
        "words": "Write it down",
        "lead": "The text below is a template: fill what is open and leave out what does not fit. "
        f"Usually the {template.head.owner_role} answers for it. It takes about an hour.",
        "breadcrumb": [("Continuity", reverse("continuity")), (f"New {kind.label.lower()}", "")],
    }  # fmt: skip
    return render(request, "continuity/form.html", context, status=422 if form.errors else 200)


@requires("continuity.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan; the change is a next version, which has to be approved."""
    found = plan_line(pk, clock.now().date()).plan
    given = {name: getattr(found, name) for name in _EDITED} | {"made_from": found.version}
    form = _form_of(PlanKind(found.kind))(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        said = {**_said(form), "made_from": form.cleaned_data["made_from"]}
        if kept(form, lambda: change_plan(actor_of(request), found, **said)):
            messages.success(request, "Kept. What was changed has to be approved again.")
            return redirect("recovery_plan", pk)
        found = plan_line(pk, clock.now().date()).plan
    context = {
        "form": form, "title": f"Change {found.title}", "words": "Keep it", "now_stands": found,
        "lead": f"Version {found.version} becomes {found.version + 1}, and is to be approved again.",
        "breadcrumb": [
            ("Continuity", reverse("continuity")),
            (found.title, reverse("recovery_plan", args=[pk])),
            ("Change", ""),
        ],
        "version": found.version,
    }  # fmt: skip
    return render(request, "continuity/form.html", context, status=422 if form.errors else 200)


@requires("continuity.approve")
@require_POST
def recovery_plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """This version holds."""
    found, form = plan_line(pk, clock.now().date()).plan, ApprovalForm(request.POST)
    if form.is_valid() and kept(form, lambda: approve_plan(actor_of(request), found, **form.cleaned_data)):
        messages.success(request, f"Version {found.version} is approved.")
        return redirect("recovery_plan", pk)
    return _page(request, pk, form, ReasonForm())


@requires("continuity.plan")
@require_POST
def recovery_plan_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """It is kept no longer."""
    found, form = plan_line(pk, clock.now().date()).plan, ReasonForm(request.POST)
    if form.is_valid() and kept(form, lambda: retire_plan(actor_of(request), found, **form.cleaned_data)):
        messages.success(request, "Retired. You can take it up again on its page.")
        return redirect("continuity")
    return _page(request, pk, ApprovalForm(), form)


@requires("continuity.plan")
@require_POST
def recovery_plan_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """It is kept again."""
    found = plan_line(pk, clock.now().date()).plan
    return answer(request, lambda: resume_plan(actor_of(request), found), "Kept again.", "recovery_plan", pk)


def _form_of(kind: PlanKind) -> type[PlanForm]:
    return PlanForm if kind.is_measured else ResponsePlanForm


def _title(kind: PlanKind) -> str:
    return "" if kind is PlanKind.RECOVERY else kind.label


def _said(form: PlanForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in _EDITED if name in form.cleaned_data}


def _page(request: HttpRequest, pk: int, approval: ApprovalForm, retiring: ReasonForm) -> HttpResponse:
    today = clock.now().date()
    line = plan_line(pk, today)
    exercises = [] if line.plan.is_measured else last_exercises()
    context = {
        "line": line,
        "plan": line.plan,
        "text": rendered(line.plan.text),
        "tests": line.plan.tests.select_related("action_owner"),
        "exercises": exercises,
        "approval": approval,
        "retiring": retiring,
        "history": entries(subject=line.plan.subject)[:HISTORY],
        "today": today,
        "minutes": minutes_words,
        "may": actor_of(request).may,
        "breadcrumb": [("Continuity", reverse("continuity")), (line.plan.title, "")],
    }
    is_wrong = approval.errors or retiring.errors
    return render(request, "continuity/plan.html", context, status=422 if is_wrong else 200)
