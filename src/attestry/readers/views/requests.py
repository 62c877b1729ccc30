"""Requests for access: who asked, what is known of them, and the decision."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import entries
from attestry.readers.actions.deciding import approve_request, refuse_request
from attestry.readers.errors import UnknownReader
from attestry.readers.forms import ApproveForm
from attestry.readers.models import AccessRequest
from attestry.readers.queries.deciding import customer_named, look_alike, was_ended
from attestry.readers.queries.listing import request_lines
from attestry.readers.rules.deciding import kind_for
from attestry.readers.rules.kinds import Purpose, ReaderKind, RequestState
from attestry.readers.rules.mailbox import domain_of, is_company_domain
from attestry.ui.acting import answer, kept
from attestry.ui.rows import Held, Rows, Shown

_STATES = (RequestState.WAITING, RequestState.APPROVED, RequestState.REFUSED)
_LIST: Rows[AccessRequest] = Rows(
    name="access-requests",
    columns=(
        Shown("asked", "Asked", lambda one: one.made_at),
        Shown("who", "Who", lambda one: one.company),
        Shown("purpose", "What for", lambda one: one.purpose),
        Shown("state", "Stands", lambda one: one.state),
        Shown("decided", "Decided by", lambda one: one.decided_by or None),
    ),
    export={
        "asked_at": lambda one: one.made_at,
        "name": lambda one: one.name,
        "email": lambda one: one.email,
        "company": lambda one: one.company,
        "purpose": lambda one: one.purpose,
        "state": lambda one: one.state,
        "decided_by": lambda one: one.decided_by,
        "reason": lambda one: one.reason,
    },
    held=(
        Held("state", "Stands", tuple((one.value, one.label) for one in _STATES), lambda one: (one.state,)),
    ),
)


@requires("readers.see")
@require_safe
def access_requests(request: HttpRequest) -> HttpResponseBase:
    """Every request whose mailbox was proved, those that wait first."""
    lines = request_lines()
    context = {
        "listing": _LIST.listing(request.GET, lines),
        "is_empty": not lines,
        "may": actor_of(request).may,
    }
    return _LIST.as_csv(request.GET, lines) or render(request, "readers/access_requests.html", context)


@requires("readers.see")
@require_safe
def access_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with what speaks for and against letting them in."""
    found = _found(pk)
    initial = {"company": found.company, "kind": kind_for(Purpose(found.purpose)).value}
    return _page(request, found, ApproveForm(initial=initial))


@requires("readers.decide")
@require_POST
def access_request_decide(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Approve or refuse."""
    found, actor = _found(pk), actor_of(request)
    if deed == "refuse":
        reason = request.POST.get("reason", "")
        return answer(
            request, lambda: refuse_request(actor, found, reason=reason), "Refused; the reason is mailed.",
            "access_request", pk,
        )  # fmt: skip
    if deed != "approve":
        raise Http404
    form = ApproveForm(request.POST)
    if form.is_valid():
        said: dict[str, Any] = form.cleaned_data | {"kind": ReaderKind(form.cleaned_data["kind"])}
        if kept(form, lambda: approve_request(actor, found, **said)):
            return redirect("access_request", pk)
    return _page(request, found, form)


def _found(pk: int) -> AccessRequest:
    found = AccessRequest.objects.exclude(state=RequestState.UNCONFIRMED)
    one = found.select_related("reader__user_entity", "rule").filter(pk=pk).first()
    if one is None:
        raise UnknownReader
    return one


def _page(request: HttpRequest, found: AccessRequest, form: ApproveForm) -> HttpResponse:
    domain = domain_of(found.email)
    context = {
        "found": found,
        "form": form,
        "wanted": list(found.wanted.select_related("system")),
        "look_alike": look_alike(found),
        "was_ended": found.state == RequestState.WAITING and was_ended(found.email),
        "is_open_to_all": not is_company_domain(domain),
        "customer": customer_named(found.company),
        "history": entries(subject=found.subject)[:20],
        "may": actor_of(request).may,
        "breadcrumb": [("Readers", "/readers/"), ("Requests", "/readers/requests/"), (str(found), "")],
    }
    return render(request, "readers/request.html", context, status=422 if form.errors else 200)
