"""Commitments with the controls that keep them: the list, one of them, and linking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.controls.actions.linking import link_commitment, unlink_commitment
from attestry.controls.forms import CommitmentForm
from attestry.controls.queries.commitments import CommitmentLine, commitment_lines, linkable
from attestry.controls.queries.listing import control_named
from attestry.controls.tables import COMMITMENTS
from attestry.frameworks.rules import Category
from attestry.kit.errors import Conflict, Invalid, NotFound
from attestry.scope.actions.promising import add_commitment, edit_commitment, withdraw_commitment
from attestry.scope.errors import FieldRefused
from attestry.scope.queries.boundary import boundary
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.promises import commitment_named, commitment_state
from attestry.scope.queries.records import component
from attestry.scope.rules.promises import CommitmentKind, Source

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def commitments(request: HttpRequest) -> HttpResponseBase:
    """Every commitment with what keeps it; a valid form records one more. Also as CSV."""
    system = the_system()
    lines = commitment_lines(system)
    if answered := COMMITMENTS.as_csv(request.GET, lines):
        return answered
    form = CommitmentForm(request.POST if request.method == "POST" else None)
    _offer(form, lines)
    if form.is_valid():
        typed = form.cleaned_data

        def do() -> None:
            add_commitment(actor_of(request), system, kind=CommitmentKind(typed["kind"]), **_written(form))

        if _is_kept(request, form, do, "It is recorded. Link the controls that keep it."):
            return redirect("commitments")
    context = {
        "lines": lines,
        "listing": COMMITMENTS.listing(request.GET, lines),
        "uncovered": sum(not line.is_covered for line in lines),
        "form": form,
        "may": actor_of(request).may,
    }
    return render(request, "controls/commitments.html", context, status=422 if form.errors else 200)


@require_http_methods(_FORM)
def commitment(request: HttpRequest, key: str) -> HttpResponse:
    """One commitment: what keeps it, and what is written of it."""
    system = the_system()
    found = commitment_named(system, key)
    lines = commitment_lines(system)
    line = next((one for one in lines if one.commitment.pk == found.pk), None)
    now = {name: value for name, value in found.record().items() if name != "source_on"}
    carried_by = [str(one.pk) for one in found.components.all()]
    initial = {**now, "source_on": found.source_on, "components": carried_by, "seen": commitment_state(found)}
    form = CommitmentForm(request.POST if request.method == "POST" else None, initial=initial)
    form.fields["kind"].disabled = True
    _offer(form, lines)
    if form.is_valid():

        def do() -> None:
            edit_commitment(actor_of(request), found, **_written(form), seen=form.cleaned_data["seen"])

        if _is_kept(request, form, do, f"{key} says what you wrote."):
            return redirect("commitment", key=key)
    context = {
        "line": line,
        "one": found,
        "form": form,
        "now": now,
        "linkable": linkable(found),
        "may": actor_of(request).may,
        "breadcrumb": [("Commitments", reverse("commitments")), (key, "")],
    }
    return render(request, "controls/commitment.html", context, status=422 if form.errors else 200)


@requires("scope.withdraw_commitment")
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Say that it is no longer made, with the reason."""
    found = commitment_named(the_system(), key)
    reason = request.POST.get("reason", "")
    return _answered(
        request,
        lambda: withdraw_commitment(actor_of(request), found, reason=reason),
        f"{key} is withdrawn.",
        reverse("commitments"),
    )


@requires("controls.link_commitment")
@require_POST
def link(request: HttpRequest, key: str) -> HttpResponse:
    """Link a control with it, or let go of one."""
    found = commitment_named(the_system(), key)
    control = request.POST.get("control", "").strip().upper()
    change = unlink_commitment if request.POST.get("unlink") else link_commitment
    return _answered(
        request,
        lambda: change(actor_of(request), control_named(control), commitment=found),
        f"{control}: done.",
        reverse("commitment", args=[key]),
    )


def _offer(form: CommitmentForm, lines: tuple[CommitmentLine, ...]) -> None:
    made = [one.commitment for one in lines if one.commitment.kind == CommitmentKind.COMMITMENT]
    parts = boundary(the_system()).components
    form.offer(
        [(one.key, f"{one.key} {one.text[:60]}") for one in made],
        [(str(part.pk), part.name) for part in parts],
    )


def _written(form: CommitmentForm) -> dict[str, Any]:
    typed, system = form.cleaned_data, the_system()
    follows = typed["follows_from"]
    return {
        "text": typed["text"],
        "source": Source(typed["source"]),
        "category": Category(typed["category"]),
        "source_reference": typed["source_reference"],
        "source_on": typed["source_on"],
        "is_for_all": typed["is_for_all"],
        "follows_from": commitment_named(system, follows) if follows else None,
        "components": [component(system, int(pk)) for pk in typed["components"]],
    }


def _is_kept(request: HttpRequest, form: CommitmentForm, do: Callable[[], object], said: str) -> bool:
    try:
        do()
    except (Invalid, Conflict) as refusal:
        form.add_error(refusal.field if isinstance(refusal, FieldRefused) else None, str(refusal))
        return False
    messages.success(request, said)
    return True


def _answered(request: HttpRequest, do: Callable[[], object], said: str, back: str) -> HttpResponse:
    try:
        do()
    except (Invalid, Conflict, NotFound) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(back)
