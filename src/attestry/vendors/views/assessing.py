"""Assessing a vendor, closing what was found, ending the relation."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.ui.acting import answer, kept
from attestry.vendors.actions.assessing import assess_vendor, close_finding
from attestry.vendors.actions.keeping import end_vendor, resume_vendor
from attestry.vendors.errors import VendorRefused
from attestry.vendors.forms import AssessmentForm
from attestry.vendors.queries.vendors import finding_numbered, vendor_numbered
from attestry.vendors.rules.questions import Conclusion, questions_for
from attestry.vendors.rules.tiering import Tier
from attestry.vendors.views.around import form_page

_LEAD = "Each no and each partly becomes a finding with a day by which it is put right."


@requires("vendors.assess_vendor")
@require_http_methods(["GET", "HEAD", "POST"])
def vendor_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a vendor's answers, and what is concluded from them."""
    found = vendor_numbered(pk)
    asked = questions_for(Tier(found.tier))
    form = AssessmentForm(request.POST if request.method == "POST" else None)
    form.ask(asked)

    def assess() -> None:
        said = form.cleaned_data
        answers = {one.key: said[one.key] for one in asked}
        conclusion = Conclusion(said["conclusion"])
        assess_vendor(actor_of(request), found, answers=answers, conclusion=conclusion, note=said["note"])

    if form.is_valid() and kept(form, assess):
        messages.success(request, f"{found.name} is assessed.")
        return redirect("vendor", pk)
    return form_page(request, form, f"Assess {found.name}", _LEAD, reverse("vendor", args=[pk]))


@requires("vendors.close_finding")
@require_POST
def vendor_finding_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a finding was put right."""
    finding = finding_numbered(pk)
    words = request.POST.get("resolution", "")[:4000]
    return answer(
        request,
        lambda: close_finding(actor_of(request), finding, resolution=words),
        "The finding is closed.",
        "vendor",
        finding.vendor_id,
    )


@requires("vendors.end_vendor")
@require_POST
def vendor_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the relation."""
    found = vendor_numbered(pk)

    def end() -> None:
        try:
            day: date = forms.DateField().clean(request.POST.get("ended_on", ""))
        except forms.ValidationError as refusal:
            raise VendorRefused("ended_on", "It is no day such as 2026-03-14.") from refusal
        end_vendor(actor_of(request), found, ended_on=day, how=request.POST.get("how", "")[:4000])

    return answer(request, end, f"The relation with {found.name} is ended.", "vendor", pk)


@requires("vendors.resume_vendor")
@require_POST
def vendor_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the end back."""
    found = vendor_numbered(pk)
    said = f"The relation with {found.name} goes on."
    return answer(request, lambda: resume_vendor(actor_of(request), found), said, "vendor", pk)
