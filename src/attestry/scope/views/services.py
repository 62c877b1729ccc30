"""Services with the data they hold, and the classes that data are sorted into."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.scope.actions.describing import add_data_class, add_service
from attestry.scope.forms.describing import DataClassForm, ServiceForm
from attestry.scope.queries.boundary import services as services_of
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import data_classes as classes_of
from attestry.scope.tables.information import DATA_CLASSES, SERVICES
from attestry.scope.views.around import around, is_kept, sent

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def services(request: HttpRequest) -> HttpResponseBase:
    """Every service; a valid form adds one. Also as CSV."""
    system = the_system()
    found = services_of(system)
    if answered := SERVICES.as_csv(request.GET, found):
        return answered
    classes = classes_of(system)
    form = ServiceForm(**sent(request))
    field: Any = form.fields["data_classes"]
    field.choices = [(each.key, each.title) for each in classes]

    def add() -> None:
        typed = form.cleaned_data
        held = [each for each in classes if each.key in typed["data_classes"]]
        add_service(
            actor_of(request),
            system,
            name=typed["name"],
            description=typed["description"],
            customers=typed["customers"],
            data_classes=held,
        )

    if is_kept(request, form, add, "The service is described."):
        return redirect("services")
    listing = SERVICES.listing(request.GET, found)
    context = {"listing": listing, "services": found, "form": form, **around(request, system)}
    return render(request, "scope/services.html", context, status=422 if form.errors else 200)


@require_http_methods(_FORM)
def data_classes(request: HttpRequest) -> HttpResponseBase:
    """Every data class; a valid form adds one. Also as CSV."""
    system = the_system()
    found = classes_of(system)
    if answered := DATA_CLASSES.as_csv(request.GET, found):
        return answered
    form = DataClassForm(**sent(request))

    def add() -> None:
        add_data_class(actor_of(request), system, **form.cleaned_data)

    if is_kept(request, form, add, "The data class is added."):
        return redirect("data_classes")
    context = {"listing": DATA_CLASSES.listing(request.GET, found), "form": form, **around(request, system)}
    return render(request, "scope/data_classes.html", context, status=422 if form.errors else 200)
