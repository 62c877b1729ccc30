"""Who may read a data store and who did, and what was destroyed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.scope.actions.disposing import add_certificate, record_disposal
from attestry.scope.actions.reaching_data import (
    import_grants,
    import_readings,
    plan_grants,
    plan_readings,
)
from attestry.scope.forms.sharing import DisposalForm
from attestry.scope.queries.boundary import data_stores
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.reaching_data import disposal, disposals, store_readers
from attestry.scope.queries.records import data_store
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod
from attestry.scope.tables.information import DISPOSALS, READERS
from attestry.scope.views.around import around, is_kept, sent
from attestry.ui.acting import answer
from attestry.ui.csv_import import ListColumn, ListImport, import_page

_FORM = ["GET", "HEAD", "POST"]
_GRANTS = (
    ListColumn("person", "Who may read it, as the log names them.", needed=True),
    ListColumn("granted_on", "A day such as 2026-03-14.", needed=True),
    ListColumn("basis", "Why they may, such as a role or a ticket."),
    ListColumn("ends_on", "A day such as 2026-03-14, where the grant ends."),
)
_READINGS = (
    ListColumn("person", "Who read it, as the grants name them.", needed=True),
    ListColumn("read_at", "A time such as 2026-03-14T09:12Z.", needed=True),
)


@require_safe
def readers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who can read one store and who did."""
    system = the_system()
    store = data_store(system, pk)
    found = store_readers(store, at=clock.now())
    if answered := READERS.as_csv(request.GET, found.people):
        return answered
    context = {
        "store": store,
        "found": found,
        "listing": READERS.listing(request.GET, found.people),
        "breadcrumb": [("Data stores", reverse("data_stores")), (store.name, "")],
        **around(request, system),
    }
    return render(request, "scope/readers.html", context)


@requires("scope.import_grants")
@require_http_methods(_FORM)
def grants_import(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take in who may read a store, all of it or nothing."""
    store = data_store(the_system(), pk)
    what = ListImport(
        title=f"Grants of {store.name}",
        back="store_readers",
        at=(pk,),
        lead="One line for each grant. The list stands in place of the one before: what it leaves out ends.",
        columns=_GRANTS,
        plan=lambda data: plan_grants(store, data),
        take_in=lambda data, seen: import_grants(actor_of(request), store, data=data, seen=seen),
    )
    return import_page(request, what)


@requires("scope.import_readings")
@require_http_methods(_FORM)
def readings_import(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add to the log of who read a store, all of it or nothing."""
    store = data_store(the_system(), pk)
    what = ListImport(
        title=f"Log of {store.name}",
        back="store_readers",
        at=(pk,),
        lead="One line for each time that somebody read it; the log is added to.",
        columns=_READINGS,
        plan=lambda data: plan_readings(store, data),
        take_in=lambda data, seen: import_readings(actor_of(request), store, data=data, seen=seen),
    )
    return import_page(request, what)


@require_http_methods(_FORM)
def disposals_page(request: HttpRequest) -> HttpResponseBase:
    """What was destroyed; a valid form records one more."""
    system = the_system()
    lines = disposals(system)
    if answered := DISPOSALS.as_csv(request.GET, lines):
        return answered
    stores = {str(one.pk): one for one in data_stores(system)}
    form = DisposalForm(**sent(request))
    form.offer([(key, one.name) for key, one in stores.items()])

    def destroy() -> None:
        typed = form.cleaned_data
        record_disposal(
            actor_of(request),
            system,
            name=typed["name"],
            kind=DisposalKind(typed["kind"]),
            method=DisposalMethod(typed["method"]),
            disposed_on=typed["disposed_on"],
            performed_by=typed["performed_by"],
            certificate=typed["certificate"],
            store=data_store(system, int(typed["store"])) if typed["store"] else None,
        )

    if is_kept(request, form, destroy, "The disposal is recorded."):
        return redirect("disposals")
    listing = DISPOSALS.listing(request.GET, lines)
    context = {"listing": listing, "lines": lines, "form": form, **around(request, system)}
    return render(request, "scope/disposals.html", context, status=422 if form.errors else 200)


@requires("scope.add_certificate")
@require_POST
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the proof of a disposal."""
    found = disposal(the_system(), pk)
    said = request.POST.get("certificate", "")[:300]
    return answer(
        request,
        lambda: add_certificate(actor_of(request), found, certificate=said),
        f"{found.name}: the certificate is named.",
        reverse("disposals"),
    )
