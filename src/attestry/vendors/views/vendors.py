"""The register of vendors, one of them, and the forms that write one down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.queries import user_of
from attestry.accounts.together import Together
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice
from attestry.vendors.actions.importing import OPTIONAL, REQUIRED
from attestry.vendors.actions.keeping import add_vendor, edit_vendor
from attestry.vendors.actions.together import VENDORS, edit_vendors, undo_edit
from attestry.vendors.forms import TogetherForm, VendorForm
from attestry.vendors.models import Vendor
from attestry.vendors.queries.proposals import waiting_proposals
from attestry.vendors.queries.standing import VendorLine, vendor_lines, with_open_findings
from attestry.vendors.queries.vendors import (
    aliases_of,
    assessments_of,
    closed_findings,
    vendor_numbered,
)
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, Tier, why
from attestry.vendors.views.around import form_page

_FORM = ["GET", "HEAD", "POST"]
_COLUMNS = (
    Column("name", "Vendor"),
    Column("tier", "Tier"),
    Column("report", "Report", sortable=False),
    Column("lacks", "Wanting", sortable=False),
    Column("owner", "Owner", sortable=False),
)
_LEAD = "What it holds, how far it reaches and what hangs on it decide its tier, and the tier its reviews."


@require_safe
def vendors(request: HttpRequest) -> HttpResponseBase:
    """Every vendor, what is wanting first; also as CSV that can be taken in again."""
    lines, chosen, choice, filters = _look(request.GET.dict())
    if request.GET.get("format") == "csv":
        return csv_answer("vendors.csv", (*REQUIRED, *OPTIONAL), (_row(one.vendor) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "lines": lines,
        "blocked": sum(one.is_blocked for one in lines),
        "wanting": sum(bool(one.lacks) for one in lines),
        "waiting": waiting_proposals().count(),
        "bulk": TOGETHER.bar(request),
        "today": clock.now().date(),
        "why": lambda one: why(DataHeld(one.data_held), Access(one.access), Dependence(one.dependence)),
        "next": next((one for one in sorted(lines, key=_urgency) if one.lacks), None),
        "may": actor_of(request).may,
    }
    return render(request, "vendors/vendors.html", context)


def _look(
    query: Mapping[str, str],
) -> tuple[Sequence[VendorLine], list[VendorLine], Choice, tuple[Filter, ...]]:
    """Every vendor, those that a query of the page shows, and how it asks for them."""
    lines = vendor_lines(clock.now().date())
    tiers = tuple(Option(t.value, t.value.capitalize(), sum(x.vendor.tier == t for x in lines)) for t in Tier)
    stands = (Option("blocked", "Blockers"), Option("wanting", "Something wanting"))
    filters = (Filter("tier", "Tier", tiers), Filter("stands", "Stands", stands))
    choice = read_choice(query, _COLUMNS, filters)
    chosen = [one for one in lines if _fits(one, choice)]
    if choice.sort:
        order = list(Tier)
        chosen.sort(
            key=lambda one: order.index(Tier(one.vendor.tier)) if choice.sort == "tier" else one.vendor.name,
            reverse=choice.is_descending,
        )
    else:
        chosen.sort(key=_urgency)
    return lines, chosen, choice, filters


TOGETHER = Together(
    "vendors.edit_vendor",
    BulkList(
        "vendor",
        "vendors",
        "vendors_bulk",
        "vendors_undo",
        lambda query: [one.vendor.pk for one in _look(query)[1]],
    ),
    VENDORS,
    TogetherForm,
    lambda actor, chosen, given: edit_vendors(actor, vendors=chosen, **given),
    undo_edit,
)
vendors_bulk, vendors_undo = TOGETHER.views()


def _urgency(line: VendorLine) -> tuple[bool, bool, str]:
    return not line.is_blocked, not line.lacks, line.vendor.name


def _fits(line: VendorLine, choice: Any) -> bool:
    stands = choice.filters.get("stands")
    return (
        choice.filters.get("tier", line.vendor.tier) == line.vendor.tier
        and (stands != "blocked" or line.is_blocked)
        and (stands != "wanting" or bool(line.lacks))
        and choice.search.casefold() in f"{line.vendor.name} {line.vendor.service}".casefold()
    )


def _row(one: Vendor) -> list[object]:
    owner = one.owner.email if one.owner else ""
    first = [one.name, one.data_held, one.access, one.dependence, one.service, owner]
    return [*first, one.method, one.expected_controls, one.started_on, one.reviewed_on or ""]


@require_safe
def vendor(request: HttpRequest, pk: int) -> HttpResponse:
    """One vendor: what is wanting, its reports and findings, its history."""
    found = vendor_numbered(pk)
    (line,) = vendor_lines(clock.now().date(), with_open_findings(pk))
    context = {
        "line": line,
        "vendor": line.vendor,
        "why": why(DataHeld(found.data_held), Access(found.access), Dependence(found.dependence)),
        "today": clock.now().date(),
        "assessments": assessments_of(line.vendor),
        "closed": closed_findings(line.vendor),
        "aliases": aliases_of(line.vendor),
        "history": list(entries(subject=found.subject)[:30]),
        "may": actor_of(request).may,
        "breadcrumb": [("Vendors", reverse("vendors")), (found.name, "")],
    }
    return render(request, "vendors/vendor.html", context)


@requires("vendors.add_vendor")
@require_http_methods(_FORM)
def vendor_new(request: HttpRequest) -> HttpResponse:
    """Put a vendor in the register."""
    form = VendorForm(request.POST if request.method == "POST" else None)
    made: list[Vendor] = []
    if form.is_valid() and kept(form, lambda: made.append(add_vendor(actor_of(request), **_said(form)))):
        messages.success(request, f"{made[0].name} is in the register; its tier is {made[0].tier}.")
        return redirect("vendor", made[0].pk)
    return form_page(request, form, "Add a vendor", _LEAD, reverse("vendors"))


@requires("vendors.edit_vendor")
@require_http_methods(_FORM)
def vendor_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a vendor down anew; two who do so at once both hear of it."""
    found = vendor_numbered(pk)
    initial = {**found.record(), "name": found.name, "seen": found.digest()}
    form = VendorForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["name"].disabled = True

    def edit() -> None:
        said = _said(form)
        del said["name"]
        edit_vendor(actor_of(request), found, **said, seen=form.cleaned_data["seen"])

    if form.is_valid() and kept(form, edit):
        messages.success(request, f"{found.name}: written down.")
        return redirect("vendor", pk)
    return form_page(request, form, f"Change {found.name}", _LEAD, reverse("vendor", args=[pk]))


def _said(form: VendorForm) -> dict[str, Any]:
    said = form.cleaned_data
    names = ("name", "service", "method", "expected_controls")
    owner = user_of(said["owner"]) if said["owner"] else None
    return {**form.facts(), **{name: said[name] for name in names}, "owner": owner}
