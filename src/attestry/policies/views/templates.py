"""The library's templates: those chosen become policies."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, user_of
from attestry.kit.errors import Conflict, Invalid
from attestry.policies.actions.adopting import adopt_policies, adopt_policy
from attestry.policies.forms import AdoptForm
from attestry.policies.queries.listing import template_lines
from attestry.policies.tables import TEMPLATES
from attestry.policies.views.around import around
from attestry.scope.queries.categories import the_system


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponseBase:
    """The library's templates, as CSV where asked for; those chosen become policies."""
    system = the_system()
    lines = template_lines(system)
    if answered := TEMPLATES.as_csv(request.GET, lines):
        return answered
    form = AdoptForm(
        request.POST if request.method == "POST" else None, initial={"contact": user_of(request).email}
    )
    form.offer([(one.template.key, one.template.title) for one in lines if one.policy is None])
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        keys, contact = ", ".join(typed["templates"]), typed["contact"]
        try:
            if typed["is_merged"]:
                title = typed["title"] or "Information security policies"
                adopt_policy(actor_of(request), system, templates=keys, title=title, contact=contact)
                said = f"“{title}” is drafted from {len(typed['templates'])} templates."
            else:
                made = adopt_policies(actor_of(request), system, templates=keys, contact=contact)
                said = f"{len(made)} drafted. Read each, make it yours, and submit it."
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("policies")
    context = {
        "listing": TEMPLATES.listing(request.GET, lines),
        "form": form,
        "open": sum(one.is_asked_for and one.policy is None for one in lines),
        "chosen": set(request.POST.getlist("templates")) if request.method == "POST" else None,
        "breadcrumb": [("Policies", reverse("policies")), ("Templates", "")],
        **around(request),
    }
    return render(request, "policies/templates.html", context, status=422 if form.errors else 200)
