"""Reports: the list with a form to issue one, one report, and its file."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, shows_evidence
from attestry.evidence.queries import entry as entry_of
from attestry.kit import clock
from attestry.reports.actions import issue_report
from attestry.reports.errors import ReportRefused
from attestry.reports.forms import ReportForm
from attestry.reports.kinds import kinds
from attestry.reports.queries import report as report_of
from attestry.reports.queries import report_bytes
from attestry.reports.queries import reports as issued
from attestry.reports.rules.disclaimer import DISCLAIMER
from attestry.reports.rules.file_format import FileFormat
from attestry.scope.queries.categories import the_system
from attestry.ui.addresses import address
from attestry.ui.listing import PAGE_SIZE, Column, Listing, read_choice

USUAL_DAYS = 90
_COLUMNS = (
    Column("title", "Report", sortable=False),
    Column("period", "Period", sortable=False),
    Column("standing", "Standing", sortable=False),
    Column("issued", "Issued", sortable=False),
    Column("entry", "Sealed in", sortable=False),
    Column("file", "File", sortable=False),
)


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """Every issued report; a valid form issues one more."""
    today = clock.now().date()
    usual = {"first_on": (today - timedelta(days=USUAL_DAYS)).isoformat(), "last_on": today.isoformat()}
    usual |= {key: request.GET[key] for key in ("kind", "first_on", "last_on") if key in request.GET}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = issue_report(
                actor_of(request),
                the_system(),
                kind=typed["kind"],
                file_format=typed["file_format"],
                from_at=datetime.combine(typed["first_on"], time(), tzinfo=UTC),
                as_of=datetime.combine(typed["last_on"], time(), tzinfo=UTC) + timedelta(days=1),
            )
        except ReportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The report is issued and sealed as entry {made.entry_seq}.")
            return redirect("report", pk=made.pk)
    choice = read_choice(request.GET, _COLUMNS)
    found = issued()
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice)
    context = {
        "listing": listing,
        "form": form,
        "kinds": list(kinds().values()),
        "may_issue": actor_of(request).may("reports.issue"),
        "disclaimer": DISCLAIMER,
    }
    return render(request, "reports/reports.html", context, status=422 if form.errors else 200)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what it is, its digests, and where it is sealed."""
    found = report_of(pk)
    breadcrumb = [("Reports", address("reports")), (found.title, "")]
    context = {"report": found, "entry": entry_of(found.entry_seq), "disclaimer": DISCLAIMER}
    return render(request, "reports/report.html", {**context, "breadcrumb": breadcrumb})


@shows_evidence("report:{pk}", "file")
@require_safe
def report_file(_request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sealed, for downloading."""
    found = report_of(pk)
    answer = HttpResponse(report_bytes(found), content_type=FileFormat(found.format).content_type)
    answer["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return answer
