"""The controls that are performed on one component."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.controls.actions.linking import link_component, unlink_component
from attestry.controls.queries.commitments import controls_on
from attestry.controls.queries.listing import control_named, every_line
from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import component


@require_http_methods(["GET", "HEAD", "POST"])
def component_controls(request: HttpRequest, pk: int) -> HttpResponse:
    """What is performed on it; a post links a control, or lets go of one."""
    found = component(the_system(), pk)
    if request.method == "POST":
        change = unlink_component if request.POST.get("unlink") else link_component
        key = request.POST.get("control", "").strip().upper()
        try:
            change(actor_of(request), control_named(key), component=found)
        except (Invalid, Conflict, NotFound) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{key}: done.")
        return redirect("component_controls", pk=pk)
    linked = controls_on(found)
    held = {one.key for one in linked}
    context = {
        "component": found,
        "linked": linked,
        "linkable": [one for one in every_line() if one.is_in_use and one.key not in held],
        "may": actor_of(request).may,
        "breadcrumb": [("Boundary", reverse("boundary")), (found.name, "")],
    }
    return render(request, "controls/component_controls.html", context)
