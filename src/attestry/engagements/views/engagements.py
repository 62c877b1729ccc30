"""The list of engagements, and planning one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.queries import is_auditor
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.forms import PlanForm
from attestry.engagements.models import Engagement
from attestry.engagements.queries.page import engagement_lines
from attestry.engagements.queries.standards import standard_on
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.views.bearings import of_examination
from attestry.engagements.wall import for_each_their_own, for_management_alone
from attestry.kit import clock
from attestry.readiness.queries.report_plan import last_decision
from attestry.readiness.rules.report_type import ReportType
from attestry.scope.queries.categories import the_system
from attestry.ui.acting import kept
from attestry.ui.addresses import address
from attestry.ui.listing import Column, Listing, read_choice

_COLUMNS = (
    Column("title", "Engagement", sortable=False),
    Column("kind", "Kind", sortable=False),
    Column("period", "Speaks of", sortable=False),
    Column("firm", "Firm", sortable=False),
    Column("state", "State", sortable=False),
)


@for_each_their_own
@require_safe
def engagements(request: HttpRequest) -> HttpResponse:
    """Every engagement that the reader may know of."""
    actor = actor_of(request)
    today = clock.now().date()
    lines = engagement_lines(actor, today=today)
    context = {
        "listing": Listing(_COLUMNS, lines, len(lines), read_choice(request.GET, _COLUMNS), page_size=1000),
        "lines": lines,
        "bearings": of_examination(lines, today=today) if lines and not is_auditor(actor) else None,
        "is_auditor": is_auditor(actor),
        "may": actor.may,
    }
    return render(request, "engagements/engagements.html", context)


@for_management_alone
@requires("engagements.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_plan(request: HttpRequest) -> HttpResponse:
    """Plan an engagement of the system in its scope of today."""
    system = the_system()
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_as_decided())
    made: list[Engagement] = []

    def plan() -> None:
        said = {**form.cleaned_data, "kind": EngagementKind(form.cleaned_data["kind"])}
        made.append(plan_engagement(actor_of(request), system, **said))

    if form.is_valid() and kept(form, plan):
        messages.success(request, "It is planned. What it lacks before the work begins stands below.")
        return redirect("engagement", made[0].pk)
    context = {
        "form": form,
        "standard": standard_on(clock.now().date()),
        "system": system,
        "breadcrumb": [("Engagements", address("engagements")), ("Plan", "")],
    }
    return render(request, "engagements/plan.html", context, status=422 if form.errors else 200)


def _as_decided() -> dict[str, Any]:
    """What was decided of the report in step 4, where anything was."""
    decision = last_decision(the_system())
    if decision is None:
        return {}
    dates = decision.dates
    is_type_2 = dates.type is ReportType.TYPE_2
    return {
        "kind": EngagementKind.SOC_2_TYPE_2 if is_type_2 else EngagementKind.SOC_2_TYPE_1,
        "from_on": dates.from_on.isoformat() if dates.from_on else None,
        "until_on": dates.until_on.isoformat(),
        "period_reason": decision.reason,
    }
