"""The design of every control in use, its owner, and management's signature under it."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.controls.actions.signing import sign_designs
from attestry.controls.queries.designs import DesignLine, design_lines
from attestry.controls.rules.design import STATEMENT, Standing
from attestry.journal.rules import Actor
from attestry.kit.errors import Conflict, Invalid
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("control", "Control"),
    Column("owner", "Owner"),
    Column("state", "State"),
    Column("standing", "Design"),
    Column("signed", "Signed by"),
)
_HEAD = ("control", "title", "state", "owner", "design", "digest", "signed_by", "signed_at")


@require_http_methods(["GET", "HEAD", "POST"])
def control_designs(request: HttpRequest) -> HttpResponseBase:
    """Every control in use; posting signs those that are ticked, all or none. Also as CSV."""
    if request.method == "POST":
        return _signed(request)
    lines = design_lines()
    filters = _filters(lines)
    choice = read_choice(request.GET, _COLUMNS, filters)
    found = _sorted([one for one in lines if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("control-designs.csv", _HEAD, (_row(one) for one in found))
    start = (choice.page - 1) * PAGE_SIZE
    actor = actor_of(request)
    open_ones = [one for one in lines if _is_for(actor, one)]
    context = {
        "listing": Listing(_COLUMNS, found[start : start + PAGE_SIZE], len(found), choice, filters),
        "counts": Counter(one.standing.value for one in lines),
        "total": len(lines),
        "open": open_ones,
        "signable": {one.key for one in lines if one.owner and one.owner_subject != actor.key},
        "statement": STATEMENT,
        "may": actor.may,
        "breadcrumb": [("Controls", reverse("controls")), ("Design sign-off", "")],
    }
    return render(request, "controls/designs.html", context)


def _signed(request: HttpRequest) -> HttpResponse:
    try:
        count = sign_designs(actor_of(request), designs=request.POST.getlist("design"))
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The design of {count:,} is signed.")
    return redirect("control_designs")


def _is_for(actor: Actor, line: DesignLine) -> bool:
    """Whether the actor is the one to sign it, and it waits to be signed."""
    return line.owner_subject != actor.key and line.standing in (Standing.UNSIGNED, Standing.CHANGED)


def _filters(lines: tuple[DesignLine, ...]) -> tuple[Filter, ...]:
    counted = Counter(one.standing for one in lines)
    options = tuple(Option(one.value, one.value.capitalize(), counted[one]) for one in Standing)
    return (Filter("standing", "Design", options),)


def _fits(line: DesignLine, choice: Choice) -> bool:
    wanted, words = choice.filters.get("standing"), choice.search.lower()
    return wanted in (None, line.standing.value) and words in f"{line.key} {line.title} {line.owner}".lower()


def _sorted(lines: list[DesignLine], choice: Choice) -> list[DesignLine]:
    keys = {
        "control": lambda one: one.key,
        "owner": lambda one: one.owner.lower(),
        "state": lambda one: one.state.value,
        "standing": lambda one: list(Standing).index(one.standing),
        "signed": lambda one: one.signature.signed_at.isoformat() if one.signature else "",
    }
    key = keys.get(choice.sort)
    return sorted(lines, key=key, reverse=choice.is_descending) if key else lines


def _row(line: DesignLine) -> tuple[object, ...]:
    signed = line.signature
    return (
        line.key, line.title, line.state.value, line.owner, line.standing.value, line.digest,
        signed.signer_name if signed else "", signed.signed_at if signed else None,
    )  # fmt: skip
