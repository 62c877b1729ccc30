"""Exercises: what was rehearsed, by whom, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.incidents.actions.exercising import change_exercise, record_exercise
from attestry.incidents.actions.following_up import add_follow_up
from attestry.incidents.forms import ExerciseForm, FollowUpForm
from attestry.incidents.models import Exercise
from attestry.incidents.queries.incidents import exercise_by, exercise_numbered
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.ui.acting import kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("title", "Exercise"),
    Column("held_on", "Held on"),
    Column("people", "Took part", numeric=True),
    Column("leadership", "Leadership"),
    Column("open", "Follow-ups", numeric=True),
)
_SORTS = {"title": "title", "held_on": "held_on", "people": "people_count", "leadership": "has_leadership",
          "open": "open_count"}  # fmt: skip
_HEADER = ("number", "title", "form", "held_on", "has_leadership", "participants", "scenario", "findings",
           "follow_ups", "follow_ups_open")  # fmt: skip
_EDITED = ("title", "form", "held_on", "scenario", "findings", "has_leadership")


@require_safe
def incident_exercises(request: HttpRequest) -> HttpResponseBase:
    """Every exercise; as CSV where asked for."""
    found = Exercise.objects.annotate(
        people_count=Count("participants", distinct=True),
        follow_up_count=Count("follow_ups", distinct=True),
        open_count=Count("follow_ups", filter=Q(follow_ups__done_on=None), distinct=True),
    )
    todo = Filter("follow_ups", "Follow-ups", (Option("open", "Open"),))
    choice = read_choice(request.GET, _COLUMNS, (todo,), sort="-held_on")
    if choice.filters.get("follow_ups"):
        found = found.filter(open_count__gt=0)
    if choice.search:
        words = choice.search
        found = found.filter(
            Q(title__icontains=words) | Q(scenario__icontains=words) | Q(findings__icontains=words)
        )
    order = _SORTS[choice.sort or "held_on"]
    found = found.order_by(f"-{order}" if choice.is_descending else order, "-pk")
    if request.GET.get("format") == "csv":
        rows = found.prefetch_related("participants")
        return csv_answer("exercises.csv", _HEADER, (_row(one) for one in rows))
    start = (choice.page - 1) * PAGE_SIZE
    next_by = exercise_by()
    context = {
        "listing": Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, (todo,)),
        "next_by": next_by,
        "is_overdue": next_by is None or next_by < clock.now().date(),
        "may": actor_of(request).may,
        "breadcrumb": [("Incidents", reverse("incidents")), ("Exercises", "")],
    }
    return render(request, "incidents/exercises.html", context)


@requires("incidents.exercise")
@require_http_methods(["GET", "HEAD", "POST"])
def incident_exercise_new(request: HttpRequest) -> HttpResponse:
    """Record one that was held."""
    form = ExerciseForm(
        request.POST if request.method == "POST" else None, initial={"held_on": clock.now().date()}
    )
    made: list[Exercise] = []
    if form.is_valid():
        said = _said(form)
        if kept(form, lambda: made.append(record_exercise(actor_of(request), **said))):
            messages.success(request, "The exercise is on record. Next: what it taught you to do.")
            return redirect("incident_exercise", made[0].pk)
    return _form_page(request, form, "Record an exercise", [("New", "")])


@requires("incidents.exercise")
@require_http_methods(["GET", "HEAD", "POST"])
def incident_exercise_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was recorded."""
    found = exercise_numbered(pk)
    given = {name: getattr(found, name) for name in _EDITED}
    given |= {"participants": [one.pk for one in found.participants.all()], "made_from": found.version}
    form = ExerciseForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        said = {**_said(form), "made_from": form.cleaned_data["made_from"]}
        if kept(form, lambda: change_exercise(actor_of(request), found, **said)):
            messages.success(request, "Kept.")
            return redirect("incident_exercise", pk)
    crumbs = [(found.title, reverse("incident_exercise", args=[pk])), ("Change", "")]
    return _form_page(request, form, f"Change {found.title}", crumbs, now_stands=exercise_numbered(pk))


@require_safe
def incident_exercise(request: HttpRequest, pk: int) -> HttpResponse:
    """One exercise, and what follows from it."""
    return _page(request, pk, FollowUpForm())


@requires("incidents.review")
@require_POST
def incident_exercise_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What an exercise taught us to do."""
    found, form = exercise_numbered(pk), FollowUpForm(request.POST)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "owner", "due_on")}
        if kept(form, lambda: add_follow_up(actor_of(request), exercise=found, **said)):
            messages.success(request, "Kept.")
            return redirect("incident_exercise", pk)
    return _page(request, pk, form)


def _said(form: ExerciseForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in (*_EDITED, "participants")}


def _page(request: HttpRequest, pk: int, form: FollowUpForm) -> HttpResponse:
    found = exercise_numbered(pk)
    context = {
        "exercise": found,
        "form": form,
        "today": clock.now().date(),
        "history": entries(subject=found.subject)[:30],
        "may": actor_of(request).may,
        "breadcrumb": [
            ("Incidents", reverse("incidents")), ("Exercises", reverse("incident_exercises")),
            (found.title, ""),
        ],
    }  # fmt: skip
    return render(request, "incidents/exercise.html", context, status=422 if form.errors else 200)


def _form_page(
    request: HttpRequest,
    form: ExerciseForm,
    title: str,
    crumbs: list[tuple[str, str]],
    *,
    now_stands: Exercise | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "now_stands": now_stands,
        "breadcrumb": [
            ("Incidents", reverse("incidents")), ("Exercises", reverse("incident_exercises")), *crumbs,
        ],
    }  # fmt: skip
    return render(request, "incidents/exercise_form.html", context, status=422 if form.errors else 200)


def _row(one: Exercise) -> tuple[object, ...]:
    names = ", ".join(person.name for person in one.participants.all())
    return (
        one.pk, one.title, one.form, one.held_on, "yes" if one.has_leadership else "no", names, one.scenario,
        one.findings, one.follow_up_count, one.open_count,  # type: ignore[attr-defined]
    )  # fmt: skip
