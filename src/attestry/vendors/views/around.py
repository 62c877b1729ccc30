"""The page of one form, as this room shows it."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(
    request: HttpRequest, form: Form, title: str, lead: str, back: str, **more: Any
) -> HttpResponse:
    """The page of one form."""
    context = {"form": form, "title": title, "lead": lead, "back": back, **more}
    context["breadcrumb"] = [("Vendors", "/vendors/"), (title, "")]
    return render(request, "vendors/form.html", context, status=422 if form.errors else 200)
