"""Taking a vendor's report in, with its file, and correcting one that was typed wrongly."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.kit.errors import Unavailable
from attestry.ui.acting import kept
from attestry.vendors.actions.intake import take_report_in
from attestry.vendors.forms import CorrectionForm, ReportForm
from attestry.vendors.models import Vendor, VendorReport
from attestry.vendors.queries.vendors import report_numbered, vendor_numbered
from attestry.vendors.views.around import form_page

_FORM = ["GET", "HEAD", "POST"]
_LEAD = "Hand in the file, and write down what its first pages say. Nothing is pre-filled or concluded yet."
_CORRECT = (
    "The earlier version is kept. What you said of an exception or an expected control stays with the same "
    "words; the review is signed anew."
)


@requires("vendors.record_report")
@require_http_methods(_FORM)
def vendor_report_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report in."""
    found = vendor_numbered(pk)
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    made: list[VendorReport] = []
    if form.is_valid() and _is_taken(request, form, found, made):
        messages.success(request, "The report is written down. Read it through, then sign the review.")
        return redirect("vendor_report", made[0].pk)
    back = reverse("vendor", args=[pk])
    return form_page(request, form, f"A report of {found.name}", _LEAD, back, has_file=True)


@requires("vendors.record_report")
@require_http_methods(_FORM)
def vendor_report_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a report down as it should have been; what stood there is kept."""
    report = report_numbered(pk)
    form = CorrectionForm(initial=CorrectionForm.of(report))
    if request.method == "POST":
        form = CorrectionForm(request.POST, request.FILES)
    made: list[VendorReport] = []
    if form.is_valid() and _is_taken(request, form, report.vendor, made, report):
        messages.success(request, "Corrected; the earlier version is kept.")
        return redirect("vendor_report", made[0].pk)
    back = reverse("vendor_report", args=[pk])
    return form_page(request, form, f"Correct the report of {report.vendor}", _CORRECT, back, has_file=True)


def _is_taken(
    request: HttpRequest,
    form: ReportForm,
    vendor: Vendor,
    made: list[VendorReport],
    corrects: VendorReport | None = None,
) -> bool:
    file = form.cleaned_data["document"]

    def take() -> None:
        made.append(
            take_report_in(
                actor_of(request),
                vendor,
                document=file.file if file else None,
                filename=file.name if file else "",
                corrects=corrects,
                **form.said(),
            )
        )

    return kept(form, take, also=(Unavailable,))
