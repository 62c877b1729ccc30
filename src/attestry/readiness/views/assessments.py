"""Assessments: the list, one of them, beginning one, and ending it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.controls.rules.gap import GapKind
from attestry.kit import clock
from attestry.kit.errors import DomainError
from attestry.readiness.actions.assessing import begin_assessment, discard_assessment
from attestry.readiness.actions.assessing import finalise as finalise_assessment
from attestry.readiness.queries.assessments import AssessmentPage, assessment_page, assessments
from attestry.readiness.rules.assessment import LIMITS, QUESTIONS, gap_words, relation_words
from attestry.readiness.rules.difference import Change
from attestry.readiness.tables.assessments import ASSESSMENTS
from attestry.scope.queries.categories import the_system
from attestry.ui.addresses import address
from attestry.ui.csv_answer import csv_answer

_CSV = ("criterion", "title", "gap", "design", "implementation", "operation", "reason", "controls",
        "by the evidence", "rated by")  # fmt: skip


@require_safe
def assessment_list(request: HttpRequest) -> HttpResponseBase:
    """Every assessment, the newest first; as CSV where asked for."""
    found = assessments(the_system())
    if answered := ASSESSMENTS.as_csv(request.GET, found):
        return answered
    context = {
        "assessments": found,
        "listing": ASSESSMENTS.listing(request.GET, found),
        "may": actor_of(request).may,
        "breadcrumb": [("Readiness", address("readiness")), ("Assessments", "")],
    }
    return render(request, "readiness/assessments.html", context)


@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One assessment: who, what was found, the gaps, and what changed; its gaps also as CSV."""
    page = assessment_page(the_system(), pk, at=clock.now())
    if request.GET.get("format") == "csv":
        return csv_answer(f"gaps-of-assessment-{pk}.csv", _CSV, (_gap_row(one) for one in page.gap_list))
    moved = {change: [one for one in page.changes if one.change is change] for change in Change}
    context = {
        "page": page,
        "moved": {change: found for change, found in moved.items() if found and change is not Change.SAME},
        "unmoved": len(moved[Change.SAME]),
        "limits": LIMITS[page.assessor],
        "questions": list(QUESTIONS.items()),
        "controls": {one["key"]: one for one in page.content["controls"]},
        "gap_words": gap_words_of,
        "relation_words": relation_words,
        "report_days": _days(page),
        "may": actor_of(request).may,
        "breadcrumb": [
            ("Readiness", address("readiness")),
            ("Assessments", address("assessments")),
            (f"No. {pk}", ""),
        ],
    }
    return render(request, "readiness/assessment.html", context)


@requires("readiness.begin_assessment")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an assessment."""
    typed = request.POST
    try:
        begin_assessment(
            actor_of(request),
            the_system(),
            assessor=typed.get("assessor", ""),
            assessed_by=typed.get("assessed_by", ""),
            independence=typed.get("independence", ""),
        )
    except DomainError as refusal:
        said = typed.get("independence", "").strip()
        messages.error(request, f"{refusal}{f' You wrote: “{said}”' if said else ''}")
    else:
        messages.success(request, "The assessment is begun: every criterion in scope waits for its rating.")
    return redirect("readiness")


@requires("readiness.finalise")
@require_POST
def finalise(request: HttpRequest) -> HttpResponse:
    """Freeze the open assessment; the refusal names what is not rated."""
    try:
        made = finalise_assessment(actor_of(request), the_system())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("readiness")
    messages.success(
        request, f"The assessment is finalised: {len(made.content['criteria'])} criteria are rated."
    )
    return redirect("assessment", pk=made.assessment.pk)


@requires("readiness.discard_assessment")
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """End the open assessment without a result."""
    try:
        discard_assessment(actor_of(request), the_system(), reason=request.POST.get("reason", ""))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The assessment is discarded. What was rated stands in the journal.")
    return redirect("readiness")


def gap_words_of(kind: str) -> str:
    """A kind of gap as it was frozen, in words."""
    return gap_words(GapKind(kind) if kind else None)


def _days(page: AssessmentPage) -> tuple[str, str]:
    """The first and last day that a report of the assessment is asked for."""
    last = page.finalisation.finalised_at if page.finalisation else clock.now()
    return page.assessment.period_from.date().isoformat(), last.date().isoformat()


def _gap_row(one: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        one["reference"],
        one["title"],
        gap_words_of(str(one["gap"])),
        one["design"],
        one["implementation"],
        one["operation"],
        one["reason"],
        " ".join(one["controls"]),
        one["outcome"],
        one["rated_by"],
    )
