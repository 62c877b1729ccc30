"""What every vendor's report expects of us, and which control of ours meets it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.accounts.access import requires
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice
from attestry.ui.navigation import READS_THE_PROGRAM
from attestry.vendors.models import ComplementaryControl
from attestry.vendors.queries.vendors import expected_of_us

_COLUMNS = (
    Column("text", "What it expects"),
    Column("vendor", "Vendor", sortable=False),
    Column("met", "Met by", sortable=False),
)


@requires(READS_THE_PROGRAM)
@require_safe
def vendors_expected(request: HttpRequest) -> HttpResponseBase:
    """The list; as CSV where asked for."""
    found = list(expected_of_us())
    unmapped = sum(not one.is_mapped for one in found)
    filters = (
        Filter(
            "stands",
            "Stands",
            (
                Option("unmapped", "Not mapped", unmapped),
                Option("unused", "Control not in use", sum(_is_unused(one) for one in found)),
            ),
        ),
    )
    choice = read_choice(request.GET, _COLUMNS, filters)
    stands = choice.filters.get("stands")
    chosen = [
        one
        for one in found
        if choice.search.casefold() in f"{one.text} {one.report.vendor}".casefold()
        and (stands != "unmapped" or not one.is_mapped)
        and (stands != "unused" or _is_unused(one))
    ]
    if choice.sort:
        chosen.sort(key=lambda one: one.text.casefold(), reverse=choice.is_descending)
    if request.GET.get("format") == "csv":
        header = ("vendor", "expected", "control", "control_state", "not_needed_because", "mapped_by")
        return csv_answer("expected-of-us.csv", header, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "whole": len(found),
        "unmapped": unmapped,
        "breadcrumb": [("Vendors", reverse("vendors")), ("Expected of us", "")],
    }
    return render(request, "vendors/expected.html", context)


def _is_unused(one: ComplementaryControl) -> bool:
    return one.control is not None and one.control.state not in ("adopted", "live")


def _row(one: ComplementaryControl) -> tuple[object, ...]:
    control = one.control
    return (
        one.report.vendor.name, one.text, control.key if control else "", control.state if control else "",
        one.not_needed_because, one.mapped_by,
    )  # fmt: skip
