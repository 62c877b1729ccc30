"""Names that other lists hold and the register does not: looked for, then added, matched or dismissed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.ui.acting import answer, kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice
from attestry.ui.words import counted_words
from attestry.vendors.actions.discovering import (
    accept_proposal,
    discover_vendors,
    dismiss_proposals,
    match_proposal,
    propose_from_spend,
    reopen_proposal,
)
from attestry.vendors.forms import FactsForm, MatchForm, ReasonForm, SpendingForm
from attestry.vendors.models import VendorProposal
from attestry.vendors.queries.proposals import (
    decided_proposals,
    likest_vendor,
    proposal_numbered,
    proposals_numbered,
    waiting_proposals,
)
from attestry.vendors.queries.vendors import vendors_here

_COLUMNS = (
    Column("name", "Name"),
    Column("found_in", "Found in"),
    Column("amount", "Spent", numeric=True),
)
_HOME = "vendor_proposals"


@requires("vendors.discover_vendors")
@require_http_methods(["GET", "HEAD", "POST"])
def vendor_proposals(request: HttpRequest) -> HttpResponseBase:
    """The names that wait; a file of spending, or the sealed lists, bring more."""
    form = SpendingForm(request.POST, request.FILES) if request.FILES else SpendingForm()
    found: list[int] = []
    actor = actor_of(request)
    if request.method == "POST" and not request.FILES:
        found.append(discover_vendors(actor))
    elif form.is_valid():
        kept(form, lambda: found.append(propose_from_spend(actor, data=form.cleaned_data["file"].read())))
    if found:
        messages.success(request, f"{counted_words(found[0], 'new name')}.")
        return redirect(_HOME)
    origins = tuple(
        Option(one, one) for one in sorted(set(waiting_proposals().values_list("found_in", flat=True)))
    )
    filters = (Filter("found_in", "Found in", origins[:8]),) if len(origins) > 1 else ()
    choice = read_choice(request.GET, _COLUMNS, filters, sort="name")
    chosen = waiting_proposals().filter(name__icontains=choice.search, **choice.filters)
    chosen = chosen.order_by(f"{'-' if choice.is_descending else ''}{choice.sort or 'name'}", "pk")
    if request.GET.get("format") == "csv":
        rows = chosen.values_list("name", "found_in", "amount", "found_at")
        return csv_answer("unknown-names.csv", ("name", "found_in", "amount", "found_at"), rows)
    start, total = (choice.page - 1) * PAGE_SIZE, chosen.count()
    context = {
        "form": form,
        "listing": Listing(_COLUMNS, list(chosen[start : start + PAGE_SIZE]), total, choice, filters),
        "is_empty": not total and not choice.search and not choice.filters,
        "decided": list(decided_proposals()[:50]),
        "breadcrumb": [("Vendors", reverse("vendors")), ("Unknown names", "")],
    }
    return render(request, "vendors/proposals.html", context, status=422 if form.errors else 200)


@requires("vendors.accept_proposal")
@require_http_methods(["GET", "HEAD", "POST"])
def vendor_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One name: another one for a vendor that is there, a vendor to add, or none."""
    one, actor = proposal_numbered(pk), actor_of(request)
    match, facts, reason = _answers(request, one)
    acts: tuple[tuple[Form, str, Callable[[], object]], ...] = (
        (match, "is matched", lambda: match_proposal(actor, one, vendor=match.chosen())),
        (facts, "is in the register", lambda: accept_proposal(actor, one, **facts.facts())),
        (
            reason,
            "is dismissed",
            lambda: dismiss_proposals(actor, [one], reason=reason.cleaned_data["reason"]),
        ),
    )
    for form, said, do in acts:
        if form.is_valid() and kept(form, do):
            messages.success(request, f"{one.name} {said}.")
            return redirect(_HOME)
    crumbs = [("Vendors", reverse("vendors")), ("Unknown names", reverse(_HOME)), (one.name, "")]
    context = {"one": one, "match": match, "facts": facts, "reason": reason, "breadcrumb": crumbs}
    is_wrong = match.errors or facts.errors or reason.errors
    return render(request, "vendors/proposal.html", context, status=422 if is_wrong else 200)


def _answers(request: HttpRequest, one: VendorProposal) -> tuple[MatchForm, FactsForm, ReasonForm]:
    """The three answers that may be given; the one that was sent is filled in."""
    sent = {request.POST.get("decision", ""): request.POST} if request.method == "POST" else {}
    match = MatchForm(sent.get("match"))
    match.offer(vendors_here(), likest_vendor(one.name))
    return match, FactsForm(sent.get("accept")), ReasonForm(sent.get("dismiss"))


@requires("vendors.dismiss_proposals")
@require_POST
def vendor_proposals_dismiss(request: HttpRequest) -> HttpResponse:
    """Dismiss the ticked names for one reason: all of them or none."""
    numbers = [int(one) for one in request.POST.getlist("proposal") if one.isdecimal() and len(one) < 10]
    found, reason = proposals_numbered(numbers), request.POST.get("reason", "")[:2000]
    return answer(
        request,
        lambda: dismiss_proposals(actor_of(request), found, reason=reason),
        f"{counted_words(len(found), 'name')} dismissed.",
        _HOME,
    )


@requires("vendors.reopen_proposal")
@require_POST
def vendor_proposal_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    one = proposal_numbered(pk)
    return answer(request, lambda: reopen_proposal(actor_of(request), one), f"{one.name} waits again.", _HOME)
