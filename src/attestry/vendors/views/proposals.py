"""Names that other lists hold and the register does not: looked for, accepted, matched, dismissed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.ui.acting import answer
from attestry.vendors.actions.discovering import (
    accept_proposal,
    discover_vendors,
    dismiss_proposal,
    propose_from_spend,
)
from attestry.vendors.forms import FactsForm, FileForm
from attestry.vendors.queries.vendors import decided_proposals, proposal_numbered, waiting_proposals
from attestry.vendors.views.around import kept


@requires("vendors.discover_vendors")
@require_http_methods(["GET", "HEAD", "POST"])
def vendor_proposals(request: HttpRequest) -> HttpResponse:
    """The names that wait; a file of spending, or the sealed lists, bring more."""
    form = FileForm(request.POST, request.FILES) if request.FILES else FileForm()
    found: list[int] = []
    if request.method == "POST" and not request.FILES:
        found.append(discover_vendors(actor_of(request)))
    elif form.is_bound:
        kept(
            form,
            lambda: found.append(
                propose_from_spend(actor_of(request), data=form.cleaned_data["file"].read())
            ),
        )
    if found:
        messages.success(request, f"{found[0]} names are new.")
        return redirect("vendor_proposals")
    context = {
        "form": form,
        "facts": FactsForm(),
        "waiting": list(waiting_proposals()[:100]),
        "decided": list(decided_proposals()[:50]),
        "breadcrumb": [("Vendors", reverse("vendors")), ("Unknown names", "")],
    }
    return render(request, "vendors/proposals.html", context, status=422 if form.errors else 200)


@requires("vendors.accept_proposal")
@require_POST
def vendor_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a name as a vendor, or dismiss it with a reason."""
    one = proposal_numbered(pk)
    form = FactsForm(request.POST)
    if request.POST.get("decision") == "dismiss":
        reason = request.POST.get("reason", "")[:2000]
        return answer(
            request,
            lambda: dismiss_proposal(actor_of(request), one, reason=reason),
            f"{one.name} is dismissed.",
            "vendor_proposals",
        )
    if not form.is_valid():
        messages.error(request, "Say what it holds, how far it reaches and what hangs on it.")
        return redirect("vendor_proposals")
    return answer(
        request,
        lambda: accept_proposal(actor_of(request), one, **form.facts()),
        f"{one.name} is in the register.",
        "vendor_proposals",
    )
