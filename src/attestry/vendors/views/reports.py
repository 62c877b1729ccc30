"""A vendor's report: reading it until its review is signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.controls.queries.listing import control_named
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.ui.acting import answer
from attestry.vendors.actions.reports import (
    assess_exception,
    map_complementary,
    record_bridge_letter,
    sign_report_review,
)
from attestry.vendors.errors import VendorRefused
from attestry.vendors.models import VendorReport
from attestry.vendors.queries.vendors import (
    complementary_numbered,
    document_of,
    exception_numbered,
    offered_controls,
    report_numbered,
)
from attestry.vendors.rules.assurance import ReportKind


@require_http_methods(["GET", "HEAD", "POST"])
def vendor_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report with what waits in it; each form on the page is one act."""
    report = report_numbered(pk)
    if request.method == "POST":
        do = _asked(actor_of(request), report, request)
        return answer(request, do, "Written down.", "vendor_report", pk)
    on = clock.now().date()
    context = {
        "report": report,
        "kind": ReportKind(report.kind).label,
        "document": document_of(report),
        "controls": offered_controls(),
        "left": _left(report),
        "gap": report.gap(on),
        "is_current": report.is_current(on),
        "may": actor_of(request).may,
        "breadcrumb": [
            ("Vendors", reverse("vendors")),
            (report.vendor.name, reverse("vendor", args=[report.vendor_id])),
            ("Report", ""),
        ],
    }
    return render(request, "vendors/report.html", context)


def _left(report: VendorReport) -> tuple[int, int]:
    """How many of its parts somebody has dealt with, and how many there are."""
    parts = [one.assessed_at is not None for one in report.exceptions.all()]
    parts += [one.is_mapped for one in report.complementary.all()]
    return sum(parts), len(parts)


def _asked(actor: Actor, report: VendorReport, request: HttpRequest) -> Callable[[], object]:
    said = {name: request.POST.get(name, "").strip()[:4000] for name in request.POST}
    part = int(said["part"]) if said.get("part", "").isdecimal() else 0
    match said.get("act"):
        case "exception":
            return lambda: assess_exception(actor, exception_numbered(part), effect=said.get("effect", ""))
        case "map":
            key = said.get("control", "").upper()
            return lambda: map_complementary(
                actor,
                complementary_numbered(part),
                control=control_named(key) if key else None,
                not_needed_because=said.get("reason", ""),
            )
        case "letter":
            return lambda: record_bridge_letter(
                actor,
                report,
                from_on=_day("from_on", said),
                until_on=_day("until_on", said),
                signed_by=said.get("signed_by", ""),
            )
        case _:
            return lambda: sign_report_review(actor, report, conclusion=said.get("conclusion", ""))


def _day(name: str, said: dict[str, str]) -> date:
    try:
        return date.fromisoformat(said.get(name, ""))
    except ValueError as refusal:
        raise VendorRefused(name, "It is no day such as 2026-03-14.") from refusal
