"""The reports that are held, and those that are planned."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.customers.actions.reports import issue_report, record_report, withdraw_report
from attestry.customers.forms import HeldReportForm, IssueForm
from attestry.customers.models import HeldReport
from attestry.customers.queries.counting import issued_here
from attestry.customers.rules.report import Opinion, Report
from attestry.customers.tables import REPORTS
from attestry.frameworks.rules import Category
from attestry.ui.acting import answer, kept
from attestry.ui.listing import Column


@requires("program.read")
@require_http_methods(["GET", "HEAD", "POST"])
def held_reports(request: HttpRequest) -> HttpResponseBase:
    """All of them, newest first, also as CSV; a further one by POST."""
    form = HeldReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(form, lambda: _recorded(request, form)):
        messages.success(request, "The report is written down, and every contract is held against it.")
        return redirect("held_reports")
    found = list(HeldReport.objects.all())
    if answered := REPORTS.as_csv(request.GET, found):
        return answered
    may = actor_of(request).may
    acts = (Column("acts", "Acts", sortable=False),) if may("customers.withdraw_report") else ()
    listing = REPORTS.listing(request.GET, found)
    context = {
        "reports": found,
        "listing": replace(listing, columns=(*listing.columns, *acts)),
        "issued_here": issued_here(),
        "form": form,
        "may": may,
        "breadcrumb": [("Customers", reverse("customers")), ("Reports", "")],
    }
    return render(request, "customers/reports.html", context, status=422 if form.errors else 200)


@requires("customers.withdraw_report")
@require_POST
def held_report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody may rely on it any more."""
    found = HeldReport.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    reason = request.POST.get("reason", "")
    return answer(
        request,
        lambda: withdraw_report(actor_of(request), found, reason=reason),
        f"“{found.title}” is withdrawn.",
        "held_reports",
    )


@requires("customers.issue_report")
@require_http_methods(["GET", "HEAD", "POST"])
def held_report_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """A planned report was issued."""
    found = HeldReport.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    form = IssueForm(request.POST if request.method == "POST" else None)

    def issue() -> None:
        said = {**form.cleaned_data, "opinion": Opinion(form.cleaned_data["opinion"])}
        issue_report(actor_of(request), found, **said)

    if form.is_valid() and kept(form, issue):
        messages.success(request, f"“{found.title}” is issued, and every contract is held against it.")
        return redirect("held_reports")
    crumbs = [("Customers", reverse("customers")), ("Reports", reverse("held_reports")), ("Issued", "")]
    context = {"form": form, "found": found, "breadcrumb": crumbs}
    return render(request, "customers/issue.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, form: HeldReportForm) -> HeldReport:
    said = dict(form.cleaned_data)
    said["report"] = Report(said["report"])
    said["opinion"] = Opinion(said["opinion"]) if said["opinion"] else None
    said["categories"] = [Category(one) for one in said["categories"]]
    said["deviations"] = said["deviations"] or 0
    return record_report(actor_of(request), **said)
