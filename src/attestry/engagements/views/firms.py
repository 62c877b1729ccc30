"""Firms: the list, writing one down, and keeping its licence and peer review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.engagements.actions.firms import keep_firm, keep_own_firm
from attestry.engagements.forms import FirmForm, OwnFirmForm
from attestry.engagements.header import page_facts
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.queries.choices import known_firms
from attestry.engagements.queries.page import expiries_of
from attestry.engagements.wall import for_management_alone, for_the_firm
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.addresses import address

_KEPT = (
    "name",
    "city",
    "state",
    "licence_jurisdiction",
    "licence_number",
    "licence_expires_on",
    "peer_review",
    "peer_review_expires_on",
)


@for_management_alone
@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """Every firm, with what is wrong with its licence or peer review."""
    today = clock.now().date()
    found = []
    for firm in known_firms():
        expiries = expiries_of(firm)
        found.append((firm, expiries, [said for one in expiries for said in one.warnings(today=today)]))
    context = {
        "firms": found,
        "may": actor_of(request).may,
        "breadcrumb": [("Engagements", address("engagements")), ("Firms", "")],
    }
    return render(request, "engagements/firms.html", context)


@for_management_alone
@requires("engagements.keep_firm")
@require_http_methods(["GET", "HEAD", "POST"])
def firm_new(request: HttpRequest) -> HttpResponse:
    """Write a firm down."""
    form = FirmForm(*_sent(request))
    if form.is_valid() and known_firms().filter(name=form.cleaned_data["name"].strip()).exists():
        form.add_error("name", "A firm of that name is written down. Change that one.")
    if form.is_valid() and kept(form, lambda: keep_firm(actor_of(request), **form.cleaned_data)):
        messages.success(request, "The firm is written down.")
        return redirect("firms")
    return _form(request, form, "Write a firm down")


@for_management_alone
@requires("engagements.keep_firm")
@require_http_methods(["GET", "HEAD", "POST"])
def firm_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a firm's licence and peer review up to date."""
    firm = known_firms().filter(pk=pk).first()
    if firm is None:
        raise Http404
    form = OwnFirmForm(*_sent(request), initial=_now(firm))
    if form.is_valid() and kept(
        form, lambda: keep_firm(actor_of(request), name=firm.name, **form.cleaned_data)
    ):
        messages.success(request, "It is kept.")
        return redirect("firms")
    return _form(request, form, firm.name)


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def own_firm(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The firm brings its own licence and peer review up to date."""
    if engagement.firm is None:
        raise Http404
    form = OwnFirmForm(*_sent(request), initial=_now(engagement.firm))
    if form.is_valid() and kept(
        form, lambda: keep_own_firm(actor_of(request), engagement, **form.cleaned_data)
    ):
        messages.success(request, "It is kept, and both sides see it.")
        return redirect("engagement", engagement.pk)
    return _form(request, form, engagement.firm.name, page_facts(request, engagement, ("The firm", "")))


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _now(firm: Firm) -> dict[str, Any]:
    said = {name: getattr(firm, name) for name in _KEPT}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}


def _form(
    request: HttpRequest, form: FirmForm, title: str, facts: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "breadcrumb": [
            ("Engagements", address("engagements")),
            ("Firms", address("firms")),
            (title, ""),
        ],
        "header": None,
        **(facts or {}),
        "form": form,
        "title": title,
    }
    return render(request, "engagements/firm.html", context, status=422 if form.errors else 200)
