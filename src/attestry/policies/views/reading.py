"""Reading a policy in force and acknowledging it, and who still owes that."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.accounts.middleware import for_everyone
from attestry.accounts.rules import READ
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.people.queries.register import person_acting
from attestry.policies.actions.acknowledging import acknowledge_policy
from attestry.policies.actions.reminding import remind_overdue
from attestry.policies.errors import NotInThatState
from attestry.policies.queries.acknowledgements import Asked, asked
from attestry.policies.queries.people import PersonLine, people_lines
from attestry.policies.queries.policies import policy_named, published_version
from attestry.policies.rendering import rendered
from attestry.policies.views.around import around
from attestry.ui.acting import answer
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_PEOPLE = (
    Column("name", "Person"),
    Column("team", "Team"),
    Column("overdue", "Overdue", numeric=True),
    Column("owed", "Owed", numeric=True),
    Column("since", "Oldest due", sortable=False),
)
_ASKED = (
    Column("name", "Person", sortable=False),
    Column("team", "Team", sortable=False),
    Column("due", "Due", sortable=False),
    Column("state", "State", sortable=False),
)
_HEADER = ("policy", "version", "digest", "person", "email", "team", "asked_on", "due_on", "last_at", "state")


@for_everyone
@require_safe
def policy_reading(request: HttpRequest, key: str) -> HttpResponse:
    """The text in force, for whoever it is for, with the way to acknowledge it."""
    actor, today = actor_of(request), clock.now().date()
    person = person_acting(actor)
    mine = (
        next((one for one in asked(today, person=person) if one.policy.key == key), None) if person else None
    )
    if mine is None and not actor.may(READ):
        raise NotAllowed(
            f"{actor.name} may not see this page.", next_step="It is for others, or not in force."
        )
    found = policy_named(key)
    version = published_version(found)
    if version is None or found.retired_at is not None:
        raise NotInThatState("read", "not in force")
    context = {
        "policy": found,
        "edition": version,
        "text": rendered(version.text),
        "mine": mine,
        "today": today,
        **around(request),
    }
    return render(request, "policies/reading.html", context)


@for_everyone
@require_POST
def acknowledge(request: HttpRequest, key: str) -> HttpResponse:
    """Say that one read it."""
    found, digest = policy_named(key), request.POST.get("digest", "")
    said = "Thank you. That you read this version today is recorded."
    return answer(
        request,
        lambda: acknowledge_policy(actor_of(request), found, digest=digest),
        said,
        "policy_reading",
        key,
    )


@require_safe
def acknowledgements(request: HttpRequest) -> HttpResponseBase:
    """Everybody who works here and what they owe, those overdue first: the list of whom to remind."""
    today = clock.now().date()
    found = asked(today)
    if request.GET.get("format") == "csv":
        return csv_answer("acknowledgements.csv", _HEADER, _rows(found))
    lines = people_lines(found, today)
    options = (
        Option("overdue", "Overdue", sum(bool(one.overdue) for one in lines)),
        Option("owed", "Still owed", sum(bool(one.owed) for one in lines)),
    )
    filters = (Filter("state", "State", options),)
    choice = read_choice(request.GET, _PEOPLE, filters, sort="-overdue")
    wanted = choice.filters.get("state", "")
    words = choice.search.casefold()
    kept = [
        one
        for one in lines
        if (not wanted or getattr(one, wanted))
        and words in f"{one.person.name} {one.person.email} {one.team}".casefold()
    ]
    kept.sort(key=lambda one: _place(one, choice.sort), reverse=choice.is_descending)
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "listing": Listing(_PEOPLE, kept[start : start + PAGE_SIZE], len(kept), choice, filters),
        "asked": len(found),
        "said": sum(one.is_done for one in found),
        "overdue": sum(one.overdue for one in lines),
        "people": len(lines),
        "today": today,
        "breadcrumb": [("Policies", reverse("policies")), ("Acknowledgements", "")],
        **around(request),
    }
    return render(request, "policies/acknowledgements.html", context)


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Mail everybody who is overdue, once a week at most."""
    try:
        told = remind_overdue(actor_of(request))
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        said = (
            f"{told} reminded; the mails wait in the outbox."
            if told
            else "Everybody was told this week already."
        )
        messages.success(request, said)
    return redirect("acknowledgements")


@require_safe
def policy_people(request: HttpRequest, key: str) -> HttpResponseBase:
    """One policy's people: who acknowledged it when, and who owes it."""
    found, today = policy_named(key), clock.now().date()
    lines = asked(today, policy=found)
    if request.GET.get("format") == "csv":
        return csv_answer(f"{key}-acknowledgements.csv", _HEADER, _rows(lines))
    choice = read_choice(request.GET, _ASKED)
    words = choice.search.casefold()
    kept = [one for one in lines if words in f"{one.person.name} {one.person.email}".casefold()]
    kept.sort(key=lambda one: (one.is_done, one.due_on, one.person.name))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "policy": found,
        "listing": Listing(_ASKED, kept[start : start + PAGE_SIZE], len(kept), choice),
        "said": sum(one.is_done for one in lines),
        "today": today,
        "breadcrumb": [
            ("Policies", reverse("policies")),
            (found.title, reverse("policy", args=[key])),
            ("Acknowledgements", ""),
        ],
        **around(request),
    }
    return render(request, "policies/people.html", context)


def _place(line: PersonLine, sort: str) -> tuple[object, ...]:
    first: object = {"team": line.team, "overdue": line.overdue, "owed": line.owed}.get(sort, "")
    return (first, line.person.name)


def _rows(found: Iterable[Asked]) -> Iterable[tuple[object, ...]]:
    today = clock.now().date()
    for one in found:
        state = "acknowledged" if one.is_done else "overdue" if one.is_overdue(today) else "owed"
        yield (
            one.policy.title, one.version.number, one.version.digest, one.person.name, one.person.email,
            one.person.team.name if one.person.team else "", one.asked_on, one.due_on,
            one.last_at.isoformat() if one.last_at else "", state,
        )  # fmt: skip
