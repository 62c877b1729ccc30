"""Telling somebody: a draft from the library, what went out, and when."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.incidents.actions.deciding import send_notice
from attestry.incidents.content import draft
from attestry.incidents.forms import MessageForm
from attestry.incidents.models import IncidentNotice
from attestry.incidents.rules.telling import Duty
from attestry.kit import clock
from attestry.scope.queries.naming import system_name
from attestry.ui.acting import kept


@require_http_methods(["GET", "HEAD", "POST"])
def incident_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: what they are told; that it went out by POST."""
    found = IncidentNotice.objects.select_related("incident__lead").filter(pk=pk).first()
    if found is None:
        raise Http404
    name = system_name()
    text = draft(Duty(found.duty), found.incident, organization="", system=name)
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"message": text})
    if form.is_valid() and kept(form, lambda: send_notice(actor_of(request), found, **form.cleaned_data)):
        messages.success(request, "It is on record that they were told.")
        return redirect(f"{reverse('incident', args=[found.incident_id])}#told")
    context = {
        "planned": found,
        "incident": found.incident,
        "form": form,
        "now": clock.now(),
        "may": actor_of(request).may,
        "breadcrumb": [
            ("Incidents", reverse("incidents")),
            (found.incident.title, reverse("incident", args=[found.incident_id])),
            (f"Telling {found.audience}", ""),
        ],
    }
    return render(request, "incidents/notice.html", context, status=422 if form.errors else 200)
