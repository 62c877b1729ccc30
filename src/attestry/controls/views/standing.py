"""Acts on where a control stands: adopt, own, take live, retire. Each answers with the control's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.accounts.queries import user_of
from attestry.controls.actions.adopting import (
    adopt_all_for_scope,
    adopt_control,
    assign_owner,
    go_live,
    retire_control,
)
from attestry.controls.queries.listing import control_named
from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.scope.queries.categories import the_system
from attestry.ui.addresses import address

if TYPE_CHECKING:
    from attestry.controls.models import Control


@requires("controls.adopt")
@require_POST
def control_adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Take it into use."""
    return _done(request, key, lambda one: adopt_control(actor_of(request), one), "is adopted")


@requires("controls.assign_owner")
@require_POST
def control_owner(request: HttpRequest, key: str) -> HttpResponse:
    """Name who answers for it."""
    email = request.POST.get("owner", "")
    return _done(
        request, key, lambda one: assign_owner(actor_of(request), one, owner=user_of(email)), "has an owner"
    )


@requires("controls.go_live")
@require_POST
def control_go_live(request: HttpRequest, key: str) -> HttpResponse:
    """Say that it is performed from now on; refused without an owner."""
    return _done(request, key, lambda one: go_live(actor_of(request), one), "is live")


@requires("controls.retire")
@require_POST
def control_retire(request: HttpRequest, key: str) -> HttpResponse:
    """Stop performing it."""
    reason = request.POST.get("reason", "")
    return _done(
        request, key, lambda one: retire_control(actor_of(request), one, reason=reason), "is retired"
    )


@requires("controls.adopt_all")
@require_POST
def control_adopt_all(request: HttpRequest) -> HttpResponse:
    """Adopt every proposed control that the scope brings."""
    adopted = adopt_all_for_scope(actor_of(request), the_system())
    messages.success(
        request, f"{len(adopted)} controls are adopted. Each needs an owner before it goes live."
    )
    return redirect(address("controls") or "/")


def _done(request: HttpRequest, key: str, do: Callable[[Control], Control], said: str) -> HttpResponse:
    control = control_named(key)
    try:
        do(control)
    except (Invalid, Conflict, NotFound) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{key} {said}.")
    return redirect(address("control", key) or "/")
