"""Risks from a CSV file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.risks.actions.importing import OPTIONAL, REQUIRED, import_risks
from attestry.risks.forms import ImportForm
from attestry.ui.acting import kept


@requires("risks.import")
@require_http_methods(["GET", "HEAD", "POST"])
def risks_import(request: HttpRequest) -> HttpResponse:
    """Take in a file, all of it or nothing."""
    is_sent = request.method == "POST"
    form = ImportForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    done: list[int] = []
    if form.is_valid() and kept(form, lambda: done.append(_imported(request, form))):
        messages.success(request, f"{done[0]} risks were added.")
        return redirect("risks")
    breadcrumb = [("Risks", reverse("risks")), ("Import", "")]
    context = {"form": form, "required": REQUIRED, "optional": OPTIONAL, "breadcrumb": breadcrumb}
    return render(request, "risks/import.html", context, status=422 if form.errors else 200)


def _imported(request: HttpRequest, form: ImportForm) -> int:
    return import_risks(actor_of(request), form.cleaned_data["file"].read())
