"""One customer: what the contract asks for, clause by clause, and how each stands."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires, user_of
from attestry.customers.actions.customers import edit_customer
from attestry.customers.actions.obligations import (
    add_obligation,
    end_obligation,
    fulfil_obligation,
    review_obligation,
)
from attestry.customers.forms import ObligationForm, StandingForm
from attestry.customers.models import Customer, Obligation, Stage
from attestry.customers.queries.facts import facts_of
from attestry.customers.queries.portfolio import customer_line
from attestry.customers.rules.clauses import CLAUSES, clause_named
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.kit.errors import Invalid, NotFound
from attestry.ui.acting import answer, kept


@require_safe
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """The customer with every clause and how it stands."""
    begun = clause_named(request.GET.get("clause", ""))
    initial = {"clause": begun.words, "consequence": begun.consequence, **begun.asks} if begun else {}
    return _page(request, pk, ObligationForm(initial=initial))


@requires("customers.edit")
@require_POST
def customer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another stage or value."""
    found = customer_line(pk, clock.now().date()).customer
    form = StandingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a stage, and give the amount a year, 0 or more.")
        return redirect("customer", pk)
    said = form.cleaned_data
    return answer(
        request,
        lambda: edit_customer(
            actor_of(request), found, stage=Stage(said["stage"]), annual_value=said["annual_value"]
        ),
        "Kept.",
        "customer",
        pk,
    )


@requires("customers.add_obligation")
@require_POST
def obligation_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A further clause; whoever writes it down answers for it."""
    found = customer_line(pk, clock.now().date()).customer
    form = ObligationForm(request.POST)
    if form.is_valid() and kept(form, lambda: _added(request, found, form), also=(NotFound,)):
        messages.success(request, "The clause is written down.")
        return redirect("customer", pk)
    return _page(request, pk, form)


@requires("customers.add_obligation")
@require_POST
def obligation_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """A clause was read again, was fulfilled, or has ended."""
    found = Obligation.objects.select_related("customer").filter(pk=pk).first()
    if found is None or deed not in {"review", "fulfil", "end"}:
        raise Http404
    return answer(request, lambda: _do(request, found, deed), "Kept.", "customer", found.customer_id)


def _do(request: HttpRequest, found: Obligation, deed: str) -> None:
    actor, typed = actor_of(request), request.POST
    if deed == "end":
        end_obligation(actor, found, reason=typed.get("reason", ""))
        return
    try:
        day = date.fromisoformat(typed.get("on", ""))
    except ValueError as refusal:
        raise Invalid("This is no day.", next_step="Choose one.") from refusal
    if deed == "review":
        review_obligation(actor, found, next_review_on=day)
    else:
        fulfil_obligation(actor, found, fulfilled_on=day)


def _added(request: HttpRequest, found: Customer, form: ObligationForm) -> Obligation:
    return add_obligation(actor_of(request), found, **form.said(user_of(request)))


def _page(request: HttpRequest, pk: int, form: ObligationForm) -> HttpResponse:
    line = customer_line(pk, clock.now().date())
    given = {"stage": line.customer.stage, "annual_value": line.customer.annual_value}
    context = {
        "line": line,
        "form": form,
        "clauses": CLAUSES,
        "begun": request.GET.get("clause", ""),
        "facts": facts_of([pk]).get(pk, ()),
        "history": list(entries(subject=line.customer.subject)[:30]),
        "standing_form": StandingForm(initial=given),
        "may": actor_of(request).may,
        "breadcrumb": [("Customers", reverse("customers")), (line.customer.name, "")],
    }
    return render(request, "customers/customer.html", context, status=422 if form.errors else 200)
