"""Data stores with what their records lack, and one of them to write down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.scope.actions.describing import add_data_store, edit_data_store
from attestry.scope.errors import NameTaken
from attestry.scope.forms.describing import StoreForm
from attestry.scope.models import System
from attestry.scope.queries.boundary import data_stores as stores_of
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import data_classes
from attestry.scope.queries.records import data_store as store_of
from attestry.scope.rules.system import Encryption
from attestry.scope.tables.information import STORES
from attestry.scope.views.around import around

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def data_stores(request: HttpRequest) -> HttpResponseBase:
    """Every store with its findings; a valid form adds one. Also as CSV."""
    system = the_system()
    stores = stores_of(system)
    if answered := STORES.as_csv(request.GET, stores):
        return answered
    form = _form(request, system)
    if request.method == "POST" and form.is_valid():
        try:
            add_data_store(actor_of(request), system, name=form.cleaned_data["name"], **_facts(system, form))
        except NameTaken as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, f"The data store “{form.cleaned_data['name']}” is registered.")
            return redirect("data_stores")
    listing = STORES.listing(request.GET, stores)
    context = {"listing": listing, "stores": stores, "form": form, **around(request, system)}
    context["finding_count"] = sum(len(one.findings) for one in stores)
    return render(request, "scope/data_stores.html", context, status=422 if form.errors else 200)


@requires("scope.edit_data_store")
@require_http_methods(_FORM)
def data_store(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what is known of one store."""
    system = the_system()
    store = store_of(system, pk)
    form = _form(
        request,
        system,
        name=store.name,
        data_class=store.data_class.key if store.data_class else "",
        location=store.location,
        encryption=store.encryption,
        access=store.access,
        retention=store.retention,
        agreement=store.agreement,
        is_health_data=store.is_health_data,
    )
    form.fields["name"].disabled = True
    if request.method == "POST" and form.is_valid():
        edit_data_store(actor_of(request), store, **_facts(system, form))
        messages.success(request, f"{store.name}: written down.")
        return redirect("data_stores")
    breadcrumb = [("Data stores", reverse("data_stores")), (store.name, "")]
    context = {"store": store, "form": form, "breadcrumb": breadcrumb, **around(request, system)}
    return render(request, "scope/data_store.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, system: System, **initial: object) -> StoreForm:
    form = StoreForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer([(each.key, each.title) for each in data_classes(system)])
    return form


def _facts(system: System, form: StoreForm) -> dict[str, Any]:
    typed = form.cleaned_data
    chosen = {each.key: each for each in data_classes(system)}
    return {
        "data_class": chosen.get(typed["data_class"]),
        "location": typed["location"],
        "encryption": Encryption(typed["encryption"]),
        "access": typed["access"],
        "retention": typed["retention"],
        "agreement": typed["agreement"],
        "is_health_data": typed["is_health_data"],
    }
