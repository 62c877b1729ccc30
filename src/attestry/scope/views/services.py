"""Services with the data they hold, and the classes that data are sorted into."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.scope.actions.describing import add_data_class, add_service
from attestry.scope.errors import NameTaken
from attestry.scope.forms.describing import DataClassForm, ServiceForm
from attestry.scope.models import System
from attestry.scope.queries.boundary import services as services_of
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import data_classes
from attestry.scope.views.around import around

_SEE = ["GET", "HEAD", "POST"]


@require_http_methods(_SEE)
def services(request: HttpRequest) -> HttpResponse:
    """Every service; a valid form adds one."""
    system = the_system()
    form = _service_form(request, system)
    if request.method == "POST" and form.is_valid() and _added(request, system, form):
        return redirect("services")
    return render(request, "scope/services.html", _page(request, system, form, DataClassForm()))


@requires("scope.add_data_class")
@require_POST
def data_class_new(request: HttpRequest) -> HttpResponse:
    """Add a data class."""
    system = the_system()
    form = DataClassForm(request.POST)
    if form.is_valid():
        try:
            add_data_class(actor_of(request), system, **form.cleaned_data)
        except NameTaken as refusal:
            form.add_error("key", refusal.message)
        else:
            messages.success(request, f"The data class “{form.cleaned_data['title']}” is added.")
            return redirect("services")
    return render(
        request, "scope/services.html", _page(request, system, _service_form(None, system), form), status=422
    )


def _service_form(request: HttpRequest | None, system: System) -> ServiceForm:
    form = ServiceForm(request.POST if request and request.method == "POST" else None)
    field: Any = form.fields["data_classes"]
    field.choices = [(each.key, each.title) for each in data_classes(system)]
    return form


def _added(request: HttpRequest, system: System, form: ServiceForm) -> bool:
    typed = form.cleaned_data
    held = [each for each in data_classes(system) if each.key in typed["data_classes"]]
    try:
        add_service(
            actor_of(request),
            system,
            name=typed["name"],
            description=typed["description"],
            customers=typed["customers"],
            data_classes=held,
        )
    except NameTaken as refusal:
        form.add_error("name", refusal.message)
        return False
    messages.success(request, f"The service “{typed['name']}” is described.")
    return True


def _page(
    request: HttpRequest, system: System, form: ServiceForm, class_form: DataClassForm
) -> dict[str, Any]:
    return {
        "services": services_of(system),
        "classes": data_classes(system),
        "form": form,
        "class_form": class_form,
        **around(request, system),
    }
