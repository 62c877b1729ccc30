"""Audit packages: the list with a form to ask for one, one package with its progress, and its file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, shows_evidence
from attestry.audit_packages.actions import request_package
from attestry.audit_packages.errors import PeriodRefused
from attestry.audit_packages.forms import PackageForm
from attestry.audit_packages.queries import downloadable, is_of_the_line, package, packages
from attestry.audit_packages.rules.period import Period
from attestry.kit import clock
from attestry.ui.addresses import address
from attestry.ui.listing import PAGE_SIZE, Column, Listing, read_choice

USUAL_DAYS = 181
A_DAY = timedelta(days=1)
_COLUMNS = (
    Column("period", "Period", sortable=False),
    Column("state", "State", sortable=False),
    Column("asked", "Asked for", sortable=False),
    Column("log", "Log", sortable=False, numeric=True),
    Column("size", "Size", sortable=False, numeric=True),
    Column("digest", "SHA-256", sortable=False),
)


@require_http_methods(["GET", "HEAD", "POST"])
def audit_packages(request: HttpRequest) -> HttpResponse:
    """Every package that was asked for; a valid form asks for one more."""
    yesterday = clock.now().date() - A_DAY
    first = yesterday - timedelta(days=USUAL_DAYS)
    initial = {"first_on": first.isoformat(), "last_on": yesterday.isoformat()}
    form = PackageForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            span = Period.of_days(form.cleaned_data["first_on"], form.cleaned_data["last_on"])
            made = request_package(actor_of(request), span)
        except PeriodRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The package is asked for; the line writes it as soon as it runs.")
            return redirect("audit_package", number=made.pk)
    choice = read_choice(request.GET, _COLUMNS)
    found = packages(actor_of(request))
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice)
    context = {
        "listing": listing,
        "form": form,
        "a_day": A_DAY,
        "usual": Period.of_days(first, yesterday),
        "may_ask": actor_of(request).may("audit_packages.request"),
    }
    return render(request, "audit_packages/packages.html", context, status=422 if form.errors else 200)


@shows_evidence("package:{number}", "page")
@require_safe
def audit_package(request: HttpRequest, number: int) -> HttpResponse:
    """One package: how far it has come, and how a stranger checks it."""
    found = package(actor_of(request), number)
    breadcrumb = [("Audit packages", address("audit_packages")), (found.days, "")]
    context = {
        "package": found,
        "is_of_the_line": is_of_the_line(found),
        "a_day": A_DAY,
        "breadcrumb": breadcrumb,
        "may_fetch": actor_of(request).may("evidence.export"),
    }
    return render(request, "audit_packages/package.html", context)


@shows_evidence("package:{number}", "file")
@require_safe
def audit_package_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file, for whoever may take evidence out."""
    path: Path = downloadable(actor_of(request), number)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
