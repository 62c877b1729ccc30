"""Checklists of joiners, movers and leavers, and the steps of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires, user_of
from attestry.accounts.middleware import for_everyone
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed, NotFound
from attestry.people.actions.checklists import add_step, assign_checklist, close_step, reopen_step
from attestry.people.errors import StepRefused
from attestry.people.models import Checklist
from attestry.people.queries.register import checklists_found, person_at, person_of
from attestry.people.rules.checklist import ChecklistKind
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice
from attestry.ui.navigation import READS_THE_PROGRAM

_COLUMNS = (
    Column("person", "Checklist"),
    Column("left", "Left to do", sortable=False, numeric=True),
    Column("owner", "Seen to by", sortable=False),
    Column("due_on", "Due"),
    Column("state", "State", sortable=False),
)
_FILTERS = (
    Filter(
        "state", "State", tuple(Option(s, s.capitalize()) for s in ("open", "overdue", "closed", "withdrawn"))
    ),
    Filter("kind", "For", tuple(Option(one.value, one.value.capitalize()) for one in ChecklistKind)),
)


@require_safe
def checklists(request: HttpRequest) -> HttpResponseBase:
    """Every checklist, what is due first on top; also as CSV."""
    today = clock.now().date()
    choice = read_choice(request.GET, _COLUMNS, _FILTERS)
    found = checklists_found(
        state=choice.filters.get("state", ""),
        kind=choice.filters.get("kind", ""),
        words=choice.search,
        today=today,
    )
    key = {"person": "person__name"}.get(choice.sort, "due_on")
    found = found.order_by("closed_at", f"{'-' if choice.is_descending else ''}{key}", "pk")
    if request.GET.get("format") == "csv":
        head = ("person", "kind", "steps", "left", "due_on", "closed_at", "withdrawn_at")
        rows = found.iterator(chunk_size=2000)
        return csv_answer("checklists.csv", head, (_row(one) for one in rows))
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, _FILTERS)
    context = {
        "listing": listing,
        "today": today,
        "breadcrumb": [("People", reverse("people")), ("Checklists", "")],
    }
    return render(request, "people/checklists.html", context)


def _row(one: Any) -> tuple[object, ...]:
    counts = (one.step_count, one.left_count)
    return (one.person.email, one.kind, *counts, one.due_on, one.closed_at, one.withdrawn_at)


@for_everyone
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """One checklist with its steps, for who reads the program and for who sees to it."""
    found = _checklist(request, pk)
    crumbs = [(found.person.name, ""), (f"{found.kind.capitalize()}'s checklist", "")]
    if actor_of(request).may(READS_THE_PROGRAM):
        at = reverse("person", args=[found.person_id])
        crumbs = [("Checklists", reverse("checklists")), (found.person.name, at), crumbs[1]]
    context = {
        "one": found,
        "steps": list(found.steps.all()),
        "today": clock.now().date(),
        "breadcrumb": crumbs,
        "may": actor_of(request).may,
    }
    return render(request, "people/checklist.html", context)


@requires("people.close_step")
@for_everyone
@require_POST
def checklist_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a step, take it back, add one, or say who sees to the checklist."""
    found = _checklist(request, pk)
    try:
        _do(actor_of(request), found, request.POST)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("checklist", pk=pk)


def _do(actor: Actor, found: Checklist, said: Mapping[str, str]) -> None:
    asked = said.get("act", "")
    if asked == "add":
        add_step(actor, found, title=said.get("title", ""))
        return
    if asked == "assign":
        owner = person_at(said.get("owner", ""))
        if owner is None and said.get("owner", "").strip():
            raise StepRefused("Nobody has that address.", next_step="See the list of people.")
        assign_checklist(actor, found, owner=owner)
        return
    step = found.steps.filter(pk=_number(said.get("step", ""))).first()
    if step is None:
        raise StepRefused("The checklist has no such step.", next_step="Look at it again.")
    if asked == "reopen":
        reopen_step(actor, step)
    else:
        close_step(actor, step, note=said.get("note", ""), is_waived=asked == "waive")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _checklist(request: HttpRequest, pk: int) -> Checklist:
    found = checklists_found(today=clock.now().date()).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such checklist.", next_step="See the list of checklists.")
    if not actor_of(request).may(READS_THE_PROGRAM) and found.owner != person_of(user_of(request)):
        raise NotAllowed("This checklist is not yours to see.", next_step="See what is yours.")
    return found
