"""Customers and prospects from a CSV file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.customers.actions.importing import OPTIONAL, REQUIRED, Imported, import_customers
from attestry.customers.forms import ImportForm
from attestry.customers.models import Stage
from attestry.customers.rules.report import Report
from attestry.frameworks.rules import Category
from attestry.ui.acting import kept


@requires("customers.import")
@require_http_methods(["GET", "HEAD", "POST"])
def customers_import(request: HttpRequest) -> HttpResponse:
    """Take in a file, all of it or nothing."""
    is_sent = request.method == "POST"
    form = ImportForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    done: list[Imported] = []
    if form.is_valid() and kept(form, lambda: done.append(_imported(request, form))):
        messages.success(request, str(done[0]))
        return redirect("customers")
    context = {
        "form": form,
        "required": REQUIRED,
        "optional": OPTIONAL,
        "stages": [one.value for one in Stage],
        "reports": [one.value for one in Report],
        "categories": [one.value for one in Category],
        "breadcrumb": [("Customers", reverse("customers")), ("Import", "")],
    }
    return render(request, "customers/import.html", context, status=422 if form.errors else 200)


def _imported(request: HttpRequest, form: ImportForm) -> Imported:
    return import_customers(actor_of(request), form.cleaned_data["file"].read())
