"""From each criterion of an issued report to the entries of the ledger that its conclusions rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_both_sides
from attestry.opinions.queries.issued import issued_report

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_both_sides
@require_safe
def soc_report_evidence(request: HttpRequest, engagement: Engagement, version: int) -> HttpResponse:
    """Criterion, control, test, conclusion, entries: as they were frozen when the report was issued."""
    found = issued_report(engagement, version)
    report = ("Report", reverse("soc_report", args=[engagement.pk]))
    criteria = [
        (one, [held for held in found.content["controls"] if one["reference"] in held["criteria"]])
        for one in found.content["criteria"]
    ]
    context = {
        **page_facts(request, engagement, report, ("What it rests on", "")),
        "report": found,
        "criteria": criteria,
    }
    return render(request, "opinions/evidence.html", context)
