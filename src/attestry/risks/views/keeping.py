"""Changing what is said of a risk, retiring it, taking it up again, and saying that its treatment is done."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.risks.actions.assessing import finish_treatment
from attestry.risks.actions.keeping import edit_risk, retire_risk, take_up_risk
from attestry.risks.errors import RiskRefused
from attestry.risks.forms import RiskEditForm
from attestry.risks.models import Risk
from attestry.risks.queries.register import people_here, risk_line
from attestry.ui.acting import answer, kept


@requires("risks.edit_risk")
@require_http_methods(["GET", "HEAD", "POST"])
def risk_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell it otherwise, or give it to somebody else; two who do so at once both hear of it."""
    found, people = _found(pk), people_here()
    people.setdefault(str(found.owner_id), found.owner)
    initial = {**found.record(), "owner": str(found.owner_id), "seen": found.digest()}
    form = RiskEditForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer([(key, f"{one.name}, {one.email}") for key, one in people.items()])

    def edit() -> None:
        said = dict(form.cleaned_data)
        edit_risk(actor_of(request), found, owner=people[said.pop("owner")], **said)

    if form.is_valid() and kept(form, edit):
        messages.success(request, "Kept.")
        return redirect("risk", pk)
    breadcrumb = [("Risks", reverse("risks")), (found.title, reverse("risk", args=[pk])), ("Change", "")]
    context = {"form": form, "one": found, "breadcrumb": breadcrumb}
    return render(request, "risks/edit.html", context, status=422 if form.errors else 200)


@requires("risks.retire_risk")
@require_POST
def risk_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no risk any more."""
    found, reason = _found(pk), request.POST.get("because", "")[:4000]
    said = "Retired. It stays in the register, and nothing of it is asked any more."
    return answer(request, lambda: retire_risk(actor_of(request), found, reason=reason), said, "risk", pk)


@requires("risks.take_up_risk")
@require_POST
def risk_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """It is one after all."""
    found = _found(pk)
    return answer(
        request, lambda: take_up_risk(actor_of(request), found), "Taken up again, as it stood.", "risk", pk
    )


@requires("risks.finish_treatment")
@require_POST
def risk_treated(request: HttpRequest, pk: int) -> HttpResponse:
    """What was planned is done."""
    found = _found(pk)

    def finish() -> None:
        try:
            day = date.fromisoformat(request.POST.get("treated_on", ""))
        except ValueError as refusal:
            raise RiskRefused("treated_on", "It is no day such as 2026-03-14.") from refusal
        finish_treatment(actor_of(request), found, treated_on=day)

    return answer(request, finish, "Done; what remains is what the register says.", "risk", pk)


def _found(pk: int) -> Risk:
    return risk_line(pk, clock.now().date()).risk
