"""The page on which type of report to ask for, how soon it can be had, and the quick start to a Type 1."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.readiness.actions.planning import (
    decide_report,
    keep_answers,
    keep_assumptions,
    start_quick_path,
)
from attestry.readiness.errors import DateUnattainable, PlanRefused
from attestry.readiness.forms import (
    AnswersForm,
    AssumptionsForm,
    DecisionForm,
    StartForm,
    typed_answers,
    typed_assumptions,
)
from attestry.readiness.queries.open_work import open_work
from attestry.readiness.queries.report_plan import ReportPlanPage, report_plan
from attestry.readiness.queries.standings import standings
from attestry.readiness.queries.would_say import would_say
from attestry.readiness.rules.assumptions import ASSUMPTIONS, period_warnings
from attestry.readiness.rules.lacks import Lack
from attestry.readiness.rules.report_type import ReportType
from attestry.readiness.views.bearings import of_report
from attestry.scope.queries.categories import the_system
from attestry.ui.words import day_words


@require_safe
def report_type(request: HttpRequest) -> HttpResponse:
    """The recommendation, the estimate with what it assumes, and the schedule laid last."""
    return _page(request)


@requires("readiness.keep_answers")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take the answers; the page comes back with what cannot be beside its field."""
    form = AnswersForm(request.POST)
    if form.is_valid():
        try:
            keep_answers(actor_of(request), the_system(), form.answers())
        except PlanRefused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The answers are kept.")
            return redirect("report_type")
    return _page(request, answers_form=form, status=422)


@requires("readiness.keep_assumptions")
@require_POST
def assume(request: HttpRequest) -> HttpResponse:
    """Take the assumptions; the page comes back with what cannot be beside its field."""
    form = AssumptionsForm(request.POST)
    if form.is_valid():
        try:
            keep_assumptions(
                actor_of(request),
                the_system(),
                assumed=form.assumed(),
                months=form.cleaned_data["months"],
            )
        except PlanRefused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The assumptions are kept, and the ranges follow them.")
            return redirect("report_type")
    return _page(request, assumptions_form=form, status=422)


@requires("readiness.start_quick_path")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Lay the schedule; a day that cannot be had is refused with its reasons."""
    form = StartForm(request.POST)
    refused: DateUnattainable | None = None
    if form.is_valid():
        try:
            made = start_quick_path(actor_of(request), the_system(), as_of=form.cleaned_data["as_of"])
        except PlanRefused as refusal:
            _refuse(form, refusal)
        except DateUnattainable as refusal:
            refused = refusal
            form.add_error(
                "as_of", f"The earliest day is {day_words(refusal.earliest)}. The reasons stand above."
            )
        else:
            messages.success(request, f"The schedule to {day_words(made.as_of_on)} is laid.")
            return redirect("report_type")
    return _page(request, start_form=form, refused=refused, status=422)


@requires("readiness.decide_report")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Take the decision on type and dates; what speaks against it wants a reason."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            made = decide_report(actor_of(request), the_system(), **form.cleaned_data)
        except PlanRefused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, f"Decided: {made.dates().words}.")
            return redirect("report_type")
    return _page(request, decision_form=form, status=422)


def _refuse(form: Form, refusal: PlanRefused) -> None:
    for name, said in refusal.fields.items():
        form.add_error(name, said)


def _page(
    request: HttpRequest,
    *,
    answers_form: AnswersForm | None = None,
    assumptions_form: AssumptionsForm | None = None,
    start_form: StartForm | None = None,
    decision_form: DecisionForm | None = None,
    refused: DateUnattainable | None = None,
    status: int = 200,
) -> HttpResponse:
    system = the_system()
    now = clock.now()
    found = standings(system, at=now)
    page = report_plan(system, at=now, opened=open_work(system, at=now, found=found))
    first_day = {"as_of": page.estimate.as_of.latest}
    forms: dict[str, Form] = {
        "answers_form": answers_form or AnswersForm(initial=typed_answers(page.answers)),
        "assumptions_form": assumptions_form
        or AssumptionsForm(initial=typed_assumptions(page.assumed, page.months)),
        "start_form": start_form or StartForm(initial=first_day),
        "decision_form": decision_form or DecisionForm(initial=_usual_decision(page)),
    }
    context: dict[str, Any] = {
        "page": page,
        "bearings": of_report(page),
        "refused": refused,
        "wrong": [said for form in forms.values() if form.is_bound for said in _errors(form)],
        **forms,
        "assumptions": ASSUMPTIONS,
        "lacks": list(Lack),
        "warnings": _warnings(page),
        "says": would_say(found, months=page.months),
        "may": actor_of(request).may,
    }
    return render(request, "readiness/report_type.html", context, status=status)


def _usual_decision(page: ReportPlanPage) -> dict[str, object]:
    """What was decided last, or what is recommended with its earliest honest dates at worst."""
    if page.decision:
        said = page.decision.dates
        return {"type": said.type.value, "from_on": said.from_on, "until_on": said.until_on}
    if page.advice and page.advice.type is ReportType.TYPE_2:
        period = page.estimate.period(page.months)
        return {"type": "type_2", "from_on": period.begins.latest, "until_on": period.ends.latest}
    return {"type": "type_1", "until_on": page.estimate.as_of.latest}


def _errors(form: Form) -> list[tuple[str, str, str]]:
    """Each refusal with its field's id and label."""
    return [
        (f"field-{name}", str(form.fields[name].label), " ".join(map(str, said)))
        for name, said in form.errors.items()
    ]


def _warnings(page: ReportPlanPage) -> dict[int, tuple[str, ...]]:
    return {one.months: period_warnings(one.months) for one in page.estimate.periods}
