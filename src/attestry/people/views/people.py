"""The list of people, one of them, and the form that writes one down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.together import Together
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.people.actions.keeping import add_person, edit_person
from attestry.people.actions.together import PEOPLE, edit_people, undo_edit
from attestry.people.errors import PersonChanged, PersonRefused
from attestry.people.forms import PersonForm, TogetherForm
from attestry.people.models import Person
from attestry.people.queries.duties import duties_of
from attestry.people.queries.register import (
    STATES,
    PeopleCounts,
    checklists_found,
    people_counts,
    people_found,
    person_numbered,
    reports_of,
    team_names,
)
from attestry.people.rules.employment import Engagement
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_FORM = ["GET", "HEAD", "POST"]
_COLUMNS = (
    Column("name", "Person"),
    Column("team", "Team"),
    Column("manager", "Reports to"),
    Column("engagement", "Works as"),
    Column("started_on", "First day"),
    Column("ended_on", "Last day"),
)
_ORDER = {"team": "team__name", "manager": "manager__name"}
_MOST_CHIPS = 12
_HISTORY = 30


@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody, narrowed by state, engagement, team and words; also as CSV."""
    found, counts, choice, filters = _look(request.GET.dict())
    if request.GET.get("format") == "csv":
        head = ("email", "name", "started_on", "engagement", "title", "team", "manager_email", "ended_on")
        said = (one.facts().record() for one in found.iterator(chunk_size=2000))
        return csv_answer("people.csv", head, ([one[key] or "" for key in head] for one in said))
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, filters)
    context = {
        "listing": listing,
        "counts": counts,
        "today": clock.now().date(),
        "bulk": TOGETHER.bar(request),
        "may": actor_of(request).may,
    }
    return render(request, "people/people.html", context)


def _look(
    query: Mapping[str, str],
) -> tuple[QuerySet[Person], PeopleCounts, Choice, tuple[Filter, ...]]:
    """The people that a query of the page shows, how many there are, and how it asks for them."""
    today = clock.now().date()
    counts = people_counts(today)
    choice = read_choice(query, _COLUMNS, filters := _filters(counts, team_names()), sort="name")
    found = people_found(
        today,
        state=choice.filters.get("state", ""),
        engagement=choice.filters.get("engagement", ""),
        team=choice.filters.get("team", ""),
        words=choice.search,
    ).order_by(_sorted_by(choice), "pk")
    return found, counts, choice, filters


TOGETHER = Together(
    "people.edit_person",
    BulkList(
        "person",
        "people",
        "people_change",
        "people_undo",
        lambda query: list(_look(query)[0].values_list("pk", flat=True)),
        "people",
    ),
    PEOPLE,
    TogetherForm,
    lambda actor, chosen, given: edit_people(actor, people=chosen, **given),
    undo_edit,
)
people_change, people_undo = TOGETHER.views()


def _filters(counts: Any, teams: list[str]) -> tuple[Filter, ...]:
    per_state = dict(zip(STATES, (counts.here, counts.to_come, counts.left), strict=True))
    states = tuple(Option(key, key.capitalize(), n) for key, n in per_state.items())
    engagements = tuple(Option(one.value, one.value.capitalize()) for one in Engagement)
    filters = (Filter("state", "State", states), Filter("engagement", "Works as", engagements))
    if len(teams) > _MOST_CHIPS:
        return filters
    return (*filters, Filter("team", "Team", tuple(Option(name, name) for name in teams)))


def _sorted_by(choice: Any) -> str:
    key = choice.sort or "name"
    return f"{'-' if choice.is_descending else ''}{_ORDER.get(key, key)}"


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what is written down, what they owe, their checklists, reports and history."""
    found = person_numbered(pk)
    today = clock.now().date()
    context = {
        "person": found,
        "today": today,
        "duties": duties_of(found),
        "checklists": list(checklists_found(today=today).filter(person=found)),
        "reports": list(reports_of(found)[:50]),
        "history": list(entries(subject=found.subject)[:_HISTORY]),
        "breadcrumb": [("People", reverse("people")), (found.name, "")],
        "may": actor_of(request).may,
    }
    return render(request, "people/person.html", context)


@requires("people.add_person")
@require_http_methods(_FORM)
def person_new(request: HttpRequest) -> HttpResponse:
    """Write somebody down."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_person(actor_of(request), **form.facts())
        except PersonRefused as refusal:
            _show(form, refusal)
        else:
            messages.success(request, f"{made.name} is in the register.")
            return redirect("person", pk=made.pk)
    return _form_page(request, form, {"breadcrumb": [("People", reverse("people")), ("Add a person", "")]})


@requires("people.edit_person")
@require_http_methods(_FORM)
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is written down about somebody; two who do so at once both see both states."""
    found = person_numbered(pk)
    facts = found.facts()
    initial = {**facts.record(), "seen": facts.digest()}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    crumbs = [("People", reverse("people")), (found.name, reverse("person", args=[pk])), ("Change", "")]
    context: dict[str, Any] = {"person": found, "breadcrumb": crumbs}
    if request.method == "POST" and form.is_valid():
        try:
            edit_person(actor_of(request), found, **form.facts(), seen=form.cleaned_data["seen"])
        except PersonRefused as refusal:
            _show(form, refusal)
        except PersonChanged as refusal:
            fresh = PersonForm({**request.POST.dict(), "seen": facts.digest()})
            context |= {"refusal": refusal, "there": facts.record()}
            return _form_page(request, fresh, context, status=409)
        else:
            messages.success(request, f"{found.name}: written down.")
            return redirect("person", pk=pk)
    return _form_page(request, form, context)


def _show(form: PersonForm, refusal: PersonRefused) -> None:
    for name, why in refusal.fields:
        form.add_error(name, f"{why[:1].upper()}{why[1:]}.")


def _form_page(
    request: HttpRequest, form: PersonForm, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    shown = {"form": form, **context}
    return render(request, "people/person_form.html", shown, status=status or (422 if form.errors else 200))
