"""The scope decision: the text to sign, the versions signed, how they differ, and criteria left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.scope.actions.deciding import mark_applicable, mark_inapplicable
from attestry.scope.actions.signing import sign_decision
from attestry.scope.forms.deciding import InapplicableForm, SigningForm
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.decisions import decision_detail, signing_page
from attestry.scope.queries.records import inapplicable_criterion
from attestry.scope.tables.decision import CHANGES, DRIFT, GROWTH, VERSIONS, difference_lines
from attestry.scope.tables.others import INAPPLICABLE
from attestry.scope.views.around import around, is_kept, sent
from attestry.scope.views.way import way
from attestry.ui.acting import answer
from attestry.ui.rows import Rows


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest) -> HttpResponseBase:
    """What would be signed, and what differs from what was; a valid form signs it.

    Each of its tables is also a CSV file.
    """
    system = the_system()
    page = signing_page(system)
    tables: tuple[tuple[str, Rows[Any], Sequence[Any]], ...] = (
        ("drift", DRIFT, difference_lines(page.drift)),
        ("growth", GROWTH, difference_lines(page.growth)),
        ("versions", VERSIONS, page.decisions),
    )
    for name, table, rows in tables:
        if answered := table.as_csv(_asked_of(request, name), rows):
            return answered
    form = SigningForm(**sent(request), initial={"digest": page.digest})

    def sign() -> None:
        typed = form.cleaned_data
        sign_decision(
            actor_of(request),
            system,
            digest=typed["digest"],
            title=typed["title"],
            note=typed["note"],
            without_driver=typed["reason"],
        )

    if is_kept(request, form, sign, "The scope is signed in your name."):
        return redirect("scope_decision")
    listings = {
        name: table.listing(_asked_of(request, name), rows, {"table": name}) for name, table, rows in tables
    }
    context = {
        "page": page, "listings": listings, "way": way(clock.now()), "form": form, **around(request, system),
    }  # fmt: skip
    return render(request, "scope/decision.html", context, status=422 if form.errors else 200)


def _asked_of(request: HttpRequest, name: str) -> Mapping[str, str]:
    """What the address asks of one of the page's tables; of the first where it names none."""
    return request.GET if request.GET.get("table", "drift") == name else {}


@require_safe
def version(request: HttpRequest, number: int) -> HttpResponseBase:
    """One signed version beside an earlier one; as the exact bytes that were signed where asked for.

    What it changed is also a CSV file.
    """
    system = the_system()
    asked = request.GET.get("against", "")
    against = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    detail = decision_detail(system, number, against=against)
    if request.GET.get("format") == "txt":
        text = HttpResponse(detail.decision.text, content_type="text/plain; charset=utf-8")
        text["Content-Disposition"] = f'attachment; filename="scope-{number}.txt"'
        return text
    changes = difference_lines(detail.changes)
    if answered := CHANGES.as_csv(request.GET, changes):
        return answered
    breadcrumb = [("Scope decision", reverse("scope_decision")), (f"Version {number}", "")]
    listing = CHANGES.listing(request.GET, changes, {"against": asked} if asked else None)
    context = {"detail": detail, "listing": listing, "breadcrumb": breadcrumb, **around(request, system)}
    return render(request, "scope/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inapplicable(request: HttpRequest) -> HttpResponseBase:
    """The criteria that do not apply; a valid form leaves one more out. Also as CSV."""
    system = the_system()
    found = list(system.inapplicable_criteria.all())
    if answered := INAPPLICABLE.as_csv(request.GET, found):
        return answered
    form = InapplicableForm(**sent(request), initial={"criteria": request.GET.get("criterion", "")})

    def leave_out() -> None:
        typed = form.cleaned_data
        mark_inapplicable(actor_of(request), system, reference=typed["criteria"], reason=typed["reason"])

    if is_kept(request, form, leave_out, "It is left out, with its reason."):
        return redirect("inapplicable_criteria")
    listing = INAPPLICABLE.listing(request.GET, found)
    context = {"listing": listing, "criteria": found, "form": form, **around(request, system)}
    return render(request, "scope/inapplicable.html", context, status=422 if form.errors else 200)


@requires("scope.mark_applicable")
@require_POST
def applicable(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a criterion back in."""
    found = inapplicable_criterion(the_system(), reference)
    return answer(
        request,
        lambda: mark_applicable(actor_of(request), found),
        f"{reference} applies again.",
        reverse("inapplicable_criteria"),
    )
