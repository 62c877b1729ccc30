"""How pages of this room answer an act, and the page of a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.vendors.errors import VendorRefused


def kept(form: Form, do: Callable[[], object]) -> bool:
    """Do what a valid form asks for; a refusal stands on the field that it is about."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        do()
    except (Invalid, Conflict, NotFound) as refusal:
        field = refusal.field if isinstance(refusal, VendorRefused) else None
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True


def form_page(
    request: HttpRequest, form: Form, title: str, lead: str, back: str, **more: Any
) -> HttpResponse:
    """The page of one form."""
    context = {"form": form, "title": title, "lead": lead, "back": back, **more}
    context["breadcrumb"] = [("Vendors", "/vendors/"), (title, "")]
    return render(request, "vendors/form.html", context, status=422 if form.errors else 200)
