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
from attestry.accounts.together import Together
from attestry.incidents.actions.leading import INCIDENTS, edit_incidents, undo_edit
from attestry.incidents.actions.reporting import report_incident
from attestry.incidents.forms import ReportForm, TogetherForm
from attestry.incidents.models import Incident
from attestry.incidents.queries.incidents import exercise_by, incidents_at, next_incident
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice
from attestry.ui.navigation import READS_THE_PROGRAM

_COLUMNS = (
    Column("title", "Incident"),
    Column("severity", "Severity"),
    Column("state", "Stands"),
    Column("detected_at", "Noticed"),
    Column("next_due_at", "Next notice due"),
    Column("lead", "Lead"),
)
_SORTS = {"title": "title", "severity": "rank", "detected_at": "detected_at", "lead": "lead__name",
          "next_due_at": "next_due_at", "state": "step"}  # fmt: skip
_HEADER = (
    "number", "title", "summary", "kind", "severity", "state", "happened_at", "detected_at", "contained_at",
    "resolved_at", "closed_at", "lead", "lead_email", "reported_by", "affects_personal_data",
    "affects_confidential_data", "affects_customers", "decision", "root_cause", "lessons", "notices_late",
    "follow_ups_open",
)  # fmt: skip


@require_safe
def incidents(request: HttpRequest) -> HttpResponseBase:
    """Every incident; as CSV where asked for."""
    chosen, counts, choice, filters = _look(request.GET.dict())
    if request.GET.get("format") == "csv":
        return csv_answer("incidents.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(
            _COLUMNS, list(chosen[start : start + PAGE_SIZE]), chosen.count(), choice, filters
        ),
        "counts": counts,
        "exercise_by": exercise_by(),
        "bulk": TOGETHER.bar(request),
        "next": next_incident(clock.now()),
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


def _look(
    query: Mapping[str, str],
) -> tuple[QuerySet[Any], dict[str, int], Choice, tuple[Filter, ...]]:
    """The incidents that a query of the page shows, how many there are, and how it asks for them."""
    found = incidents_at(clock.now())
    counts = found.aggregate(
        open=Count("pk", filter=Q(closed_at=None)),
        serious=Count("pk", filter=Q(closed_at=None, severity__in=("critical", "high"))),
        late=Count("pk", filter=Q(late_count__gt=0)),
        all=Count("pk"),
    )
    filters = _filters(counts)
    choice = read_choice(query, _COLUMNS, filters, sort="-detected_at")
    chosen = _fitting(found, choice.filters, choice.search)
    order = _SORTS[choice.sort or "detected_at"]
    chosen = chosen.order_by(f"-{order}" if choice.is_descending else order, "-pk")
    return chosen, counts, choice, filters


TOGETHER = Together(
    "incidents.work",
    BulkList(
        "incident",
        "incidents",
        "incidents_together",
        "incidents_undo",
        lambda query: list(_look(query)[0].values_list("pk", flat=True)),
    ),
    INCIDENTS,
    TogetherForm,
    lambda actor, chosen, given: edit_incidents(actor, incidents=chosen, **given),
    undo_edit,
)
incidents_together, incidents_undo = TOGETHER.views()


def _filters(counts: dict[str, int]) -> tuple[Filter, ...]:
    stands = (
        Option("open", "Open", counts["open"]),
        Option("closed", "Closed", counts["all"] - counts["open"]),
    )
    bad = tuple(Option(one.value, one.value.capitalize()) for one in Severity)
    kinds = tuple(Option(one.value, one.label) for one in IncidentKind)
    late = (Option("late", "Late", counts["late"]),)
    return (
        Filter("stands", "Stands", stands),
        Filter("severity", "Severity", bad),
        Filter("kind", "Sort", kinds),
        Filter("notices", "Notices", late),
    )


def _fitting(found: QuerySet[Any], filters: Mapping[str, str], search: str) -> QuerySet[Any]:
    if stands := filters.get("stands"):
        found = found.filter(closed_at__isnull=stands == "open")
    if severity := filters.get("severity"):
        found = found.filter(severity=severity)
    if kind := filters.get("kind"):
        found = found.filter(kind=kind)
    if filters.get("notices"):
        found = found.filter(late_count__gt=0)
    if not search:
        return found
    said = Q(title__icontains=search) | Q(summary__icontains=search) | Q(root_cause__icontains=search)
    return found.filter(said | Q(lead__name__icontains=search))


def _row(one: Incident) -> tuple[object, ...]:
    times = (one.happened_at, one.detected_at, one.contained_at, one.resolved_at, one.closed_at)
    effects = (one.affects_personal_data, one.affects_confidential_data, one.affects_customers)
    return (
        one.pk, one.title, one.summary, one.kind, one.severity, one.state.value,
        *(clock.to_text(each) if each else "" for each in times),
        one.lead.name if one.lead else "", one.lead.email if one.lead else "", one.reported_by,
        *({True: "yes", False: "no", None: ""}[each] for each in effects), one.notification_decision,
        one.root_cause, one.lessons, one.late_count, one.open_follow_ups or 0,  # type: ignore[attr-defined]
    )  # fmt: skip
