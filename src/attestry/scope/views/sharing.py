"""Subservice organizations with the controls expected of them, and what is asked of user entities."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.scope.actions.sharing import (
    add_subservice_organization,
    add_user_entity_control,
    drop_user_entity_control,
    edit_subservice_organization,
    expect_control,
    expect_no_longer,
)
from attestry.scope.forms.sharing import ExpectedForm, OrganizationForm, UserEntityForm, references
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.promises import (
    commitment_named,
    expected_control,
    organization,
    organizations,
    user_entities,
    user_entity_control,
)
from attestry.scope.rules.promises import Method, UserControlKind
from attestry.scope.rules.states import state_digest
from attestry.scope.tables.others import ORGANIZATIONS, USER_ENTITIES
from attestry.scope.views.around import around, is_kept, sent
from attestry.ui.acting import answer

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def subservice_organizations(request: HttpRequest) -> HttpResponseBase:
    """Every subservice organization; a valid form names one more. Also as CSV."""
    system = the_system()
    lines = organizations(system)
    if answered := ORGANIZATIONS.as_csv(request.GET, lines):
        return answered
    form = OrganizationForm(**sent(request))
    if is_kept(
        request,
        form,
        lambda: add_subservice_organization(
            actor_of(request), system, name=form.cleaned_data["name"], **_written(form)
        ),
        "It is named. Say next which controls are expected of it.",
    ):
        return redirect("subservice_organizations")
    listing = ORGANIZATIONS.listing(request.GET, lines)
    context = {"listing": listing, "lines": lines, "form": form, **around(request, system)}
    return render(request, "scope/subservice.html", context, status=422 if form.errors else 200)


@requires("scope.edit_subservice_organization")
@require_http_methods(_FORM)
def subservice_organization(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what is written of it, and the controls that are expected of it."""
    system = the_system()
    found = organization(system, pk)
    is_expected = request.POST.get("form") == "expected"
    now = found.record()
    initial = {**now, "handles": found.data, "name": found.name, "seen": state_digest(now)}
    form = OrganizationForm(
        request.POST if request.method == "POST" and not is_expected else None, initial=initial
    )
    form.fields["name"].disabled = True
    expected = ExpectedForm(request.POST if is_expected else None)

    def edit() -> None:
        edit_subservice_organization(
            actor_of(request), found, **_written(form), seen=form.cleaned_data["seen"]
        )

    def expect() -> None:
        typed = expected.cleaned_data
        expect_control(actor_of(request), found, text=typed["text"], criteria=references(typed["criteria"]))

    here = reverse("subservice_organization", args=[pk])
    if not is_expected and is_kept(request, form, edit, f"{found.name}: written down."):
        return redirect(here)
    if is_expected and is_kept(request, expected, expect, "It is expected from now on."):
        return redirect(here)
    context = {
        "line": next(one for one in organizations(system) if one.organization.pk == pk),
        "form": form,
        "expected": expected,
        "now": now,
        "breadcrumb": [("Subservice organizations", reverse("subservice_organizations")), (found.name, "")],
        **around(request, system),
    }
    wrong = form.errors or expected.errors
    return render(request, "scope/subservice_organization.html", context, status=422 if wrong else 200)


@requires("scope.expect_no_longer")
@require_POST
def expected_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an expected control away."""
    found = expected_control(the_system(), pk)
    back = reverse("subservice_organization", args=[found.organization_id])
    return answer(
        request, lambda: expect_no_longer(actor_of(request), found), "It is no longer expected.", back
    )


@require_http_methods(_FORM)
def user_entity_controls(request: HttpRequest) -> HttpResponseBase:
    """Complementary controls and responsibilities; a valid form adds one. Also as CSV."""
    system = the_system()
    found = user_entities(system)
    if answered := USER_ENTITIES.as_csv(request.GET, found.all):
        return answered
    form = UserEntityForm(**sent(request))
    standing = system.commitments.filter(withdrawn_at=None)
    form.offer([(one.key, f"{one.key} {one.text[:60]}") for one in standing])

    def add() -> None:
        typed = form.cleaned_data
        add_user_entity_control(
            actor_of(request),
            system,
            kind=UserControlKind(typed["kind"]),
            text=typed["text"],
            criteria=references(typed["criteria"]),
            without_it=typed["without_it"],
            commitment=commitment_named(system, typed["commitment"]) if typed["commitment"] else None,
        )

    if is_kept(request, form, add, "It is written down."):
        return redirect("user_entity_controls")
    listing = USER_ENTITIES.listing(request.GET, found.all)
    context = {"listing": listing, "found": found, "form": form, **around(request, system)}
    return render(request, "scope/user_entities.html", context, status=422 if form.errors else 200)


@requires("scope.drop_user_entity_control")
@require_POST
def user_entity_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one away."""
    found = user_entity_control(the_system(), pk)
    return answer(
        request,
        lambda: drop_user_entity_control(actor_of(request), found),
        f"{found.key} is taken away.",
        reverse("user_entity_controls"),
    )


def _written(form: OrganizationForm) -> dict[str, Any]:
    typed = form.cleaned_data
    names = ("service", "why_needed", "monitoring")
    return {
        "method": Method(typed["method"]),
        "data": typed["handles"],
        **{name: typed[name] for name in names},
    }
