"""The reader's first page, and the report that a grant opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.disclosures.queries.files import download_ticket, readable
from attestry.kit import clock
from attestry.nondisclosure.queries.standing import bound
from attestry.readers.access import for_readers, handed_by
from attestry.reliance.actions.asking import note_opening
from attestry.reliance.queries.checklist import checklist
from attestry.reliance.queries.mapping import mapping_lines
from attestry.reliance.queries.questions import open_letter_request
from attestry.reliance.queries.reading import about, ages, grant_lines, report_under
from attestry.reliance.rules.reading import carved_out, deviations_in, included, opinions_in
from attestry.reliance.rules.searching import LONGEST, searched
from attestry.reliance.views.bound import for_bound_readers

if TYPE_CHECKING:
    from attestry.readers.models import Grant, Reader


@for_readers
@require_safe
def reading(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What the reader was granted, until when, and what is next."""
    context = {"reader": reader, "lines": grant_lines(reader), "bound": bound(reader)}
    return render(request, "reliance/reading.html", context)


@for_bound_readers
@require_safe
def report_read(request: HttpRequest, grant: Grant) -> HttpResponseBase:
    """The report: what it says, how old it is, what to look at, its files; searched where asked for."""
    report, reader = report_under(grant), grant.reader
    today = clock.now().date()
    old = ages(report, today)
    asked = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    note_opening(reader.actor(), grant, what="report", digest=report.digest)
    lines = mapping_lines(reader.user_entity, report)
    is_own = not handed_by(request)
    left = sum(one.mapped is None for one in lines) if is_own else len(lines)
    content = report.content
    context = {
        "reader": reader,
        "grant": grant,
        "report": report,
        "content": content,
        "about": about(report, old),
        "old": old,
        "opinions": opinions_in(content),
        "deviating": deviations_in(content),
        "carved_out": carved_out(content),
        "included": included(content),
        "assumed": [one.control for one in lines],
        "checklist": checklist(report, old, assumed=len(lines), left=left),
        "files": [(one, download_ticket(grant, one)) for one in readable(grant)],
        "asked": asked,
        "hits": searched(content, asked),
        "letter_request": open_letter_request(reader.user_entity, grant.engagement),
    }
    return render(request, "reliance/report.html", context)
