"""Every incident, and reporting one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.accounts.middleware import for_everyone
from attestry.incidents.actions.reporting import report_incident
from attestry.incidents.forms import ReportForm
from attestry.incidents.models import Exercise, Incident
from attestry.incidents.queries.incidents import incidents_at
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice
from attestry.ui.navigation import READS_THE_PROGRAM

_COLUMNS = (
    Column("title", "Incident"),
    Column("severity", "Severity"),
    Column("state", "Stands"),
    Column("detected_at", "Noticed"),
    Column("next_due_at", "Next notice due"),
    Column("lead", "Lead"),
)
_SORTS = {"title": "title", "severity": "severity", "detected_at": "detected_at", "lead": "lead__name",
          "next_due_at": "next_due_at", "state": "closed_at"}  # fmt: skip
_HEADER = (
    "number", "title", "kind", "severity", "state", "happened_at", "detected_at", "contained_at",
    "resolved_at", "closed_at", "lead",
)  # fmt: skip


@require_safe
def incidents(request: HttpRequest) -> HttpResponseBase:
    """Every incident; as CSV where asked for."""
    found = incidents_at(clock.now())
    counts = Incident.objects.aggregate(
        open=Count("pk", filter=Q(closed_at=None)),
        serious=Count("pk", filter=Q(closed_at=None, severity__in=("critical", "high"))),
        all=Count("pk"),
    )
    filters = _filters(counts)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="-detected_at")
    chosen = _fitting(found, choice.filters, choice.search)
    order = _SORTS[choice.sort or "detected_at"]
    chosen = chosen.order_by(f"-{order}" if choice.is_descending else order, "-pk")
    if request.GET.get("format") == "csv":
        return csv_answer("incidents.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(
            _COLUMNS, list(chosen[start : start + PAGE_SIZE]), chosen.count(), choice, filters
        ),
        "counts": counts,
        "last_exercise": Exercise.objects.first(),
        "now": clock.now(),
        "may": actor_of(request).may,
    }
    return render(request, "incidents/incidents.html", context)


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def incident_report(request: HttpRequest) -> HttpResponseBase:
    """The known route: anybody who works here says what they saw."""
    actor = actor_of(request)
    form = ReportForm(request.POST if request.method == "POST" else None)
    made: list[Incident] = []
    if form.is_valid() and kept(form, lambda: made.append(report_incident(actor, **_said(form)))):
        messages.success(request, "Thank you: it is reported. Whoever leads incidents sees it now.")
        return redirect("incident", made[0].pk) if actor.may(READS_THE_PROGRAM) else redirect("today")
    crumbs = [("Incidents", reverse("incidents")), ("Report an incident", "")]
    context = {"form": form, "breadcrumb": crumbs if actor.may(READS_THE_PROGRAM) else []}
    return render(request, "incidents/report.html", context, status=422 if form.errors else 200)


def _said(form: ReportForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    return {**said, "kind": IncidentKind(said["kind"]), "severity": Severity(said["severity"])}


def _filters(counts: dict[str, int]) -> tuple[Filter, ...]:
    stands = (
        Option("open", "Open", counts["open"]),
        Option("closed", "Closed", counts["all"] - counts["open"]),
    )
    bad = tuple(Option(one.value, one.value.capitalize()) for one in Severity)
    return (Filter("stands", "Stands", stands), Filter("severity", "Severity", bad))


def _fitting(found: QuerySet[Incident], filters: Mapping[str, str], search: str) -> QuerySet[Incident]:
    if stands := filters.get("stands"):
        found = found.filter(closed_at__isnull=stands == "open")
    if severity := filters.get("severity"):
        found = found.filter(severity=severity)
    return found.filter(title__icontains=search) if search else found


def _row(one: Incident) -> tuple[object, ...]:
    return (
        one.pk, one.title, one.kind, one.severity, one.state.value, one.happened_at or "", one.detected_at,
        one.contained_at or "", one.resolved_at or "", one.closed_at or "", one.lead.name if one.lead else "",
    )  # fmt: skip
