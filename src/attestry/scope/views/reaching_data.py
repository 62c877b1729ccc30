"""Who may read a data store and who did, and what was destroyed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.scope.actions.reaching_data import (
    add_certificate,
    import_grants,
    import_readings,
    record_disposal,
)
from attestry.scope.forms.sharing import AccessFileForm, DisposalForm
from attestry.scope.queries.boundary import data_stores
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.reaching_data import disposal, disposals, store_readers
from attestry.scope.queries.records import data_store
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod
from attestry.scope.tables.information import DISPOSALS, READERS
from attestry.scope.views.around import around, is_kept, sent
from attestry.ui.acting import answer

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def readers(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who can read one store and who did; a file brings grants or a log."""
    system = the_system()
    store = data_store(system, pk)
    found = store_readers(store, at=clock.now())
    if answered := READERS.as_csv(request.GET, found.people):
        return answered
    form = AccessFileForm(**sent(request), files=request.FILES or None)

    def take_in() -> None:
        data = form.cleaned_data["file"].read()
        take = import_grants if form.cleaned_data["what"] == "grants" else import_readings
        count = take(actor_of(request), store, data=data)
        messages.info(request, f"{count:,} lines were taken in.")

    if is_kept(request, form, take_in, f"{store.name}: the file is read."):
        return redirect("store_readers", pk=pk)
    context = {
        "store": store,
        "found": found,
        "listing": READERS.listing(request.GET, found.people),
        "form": form,
        "breadcrumb": [("Data stores", reverse("data_stores")), (store.name, "")],
        **around(request, system),
    }
    return render(request, "scope/readers.html", context, status=422 if form.errors else 200)


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
