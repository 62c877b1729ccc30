"""Putting right what was written down of an incident."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.incidents.actions.reporting import change_incident
from attestry.incidents.forms import ChangeForm, WhatForm
from attestry.incidents.queries.incidents import incident_numbered
from attestry.incidents.rules.standing import IncidentKind
from attestry.ui.acting import kept


@requires("incidents.work")
@require_http_methods(["GET", "HEAD", "POST"])
def incident_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, words, sort and times of noticing; where somebody else was first, both are shown."""
    found = incident_numbered(pk)
    given = {name: getattr(found, name) for name in WhatForm.base_fields}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        said = {**form.cleaned_data, "kind": IncidentKind(form.cleaned_data["kind"])}
        if kept(form, lambda: change_incident(actor_of(request), found, **said)):
            messages.success(request, "Kept.")
            return redirect("incident", pk)
        found = incident_numbered(pk)
    context = {
        "form": form,
        "incident": found,
        "made_from": found.updated_at.isoformat(),
        "breadcrumb": [
            ("Incidents", reverse("incidents")),
            (found.title, reverse("incident", args=[pk])),
            ("Put right", ""),
        ],
    }
    return render(request, "incidents/edit.html", context, status=422 if form.errors else 200)
