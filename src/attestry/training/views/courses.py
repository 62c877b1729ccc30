"""Courses with their coverage, one course with its people, and the forms that keep them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.queries.register import teams_with_counts
from attestry.training.actions.completing import OPTIONAL, REQUIRED, import_completions
from attestry.training.actions.courses import (
    add_course,
    assign_course,
    end_assignment,
    publish_version,
    retire_course,
)
from attestry.training.content import shown
from attestry.training.errors import ContentChanged, CourseRefused, CourseTaken
from attestry.training.forms import AssignmentForm, CompletionsForm, CourseForm, VersionForm
from attestry.training.queries.courses import (
    Coverage,
    assignments_of,
    course_named,
    courses,
    coverages,
    current_version,
)
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_FORM = ["GET", "HEAD", "POST"]
_COLUMNS = tuple(
    Column(key, label, sortable=False)
    for key, label in (
        ("person", "Person"),
        ("state", "State"),
        ("due", "Due"),
        ("finished", "Finished"),
        ("score", "Score and version"),
    )
)


@require_http_methods(_FORM)
def training(request: HttpRequest) -> HttpResponse:
    """Every course against the list of people; a valid form takes in a list of completions."""
    form = CompletionsForm(request.POST, request.FILES) if request.method == "POST" else CompletionsForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["list"]
        try:
            count = import_completions(actor_of(request), data=file.read(), origin=f"File “{file.name}”")
        except Invalid as refusal:
            form.add_error("list", str(refusal))
        else:
            messages.success(request, f"{count:,} completions are taken in.")
            return redirect("training")
    context = {
        "coverages": coverages(courses(), clock.now().date()),
        "form": form,
        "required": REQUIRED,
        "optional": OPTIONAL,
        "may": actor_of(request).may,
    }
    return render(request, "training/training.html", context, status=422 if form.errors else 200)


@requires("training.add_course")
@require_http_methods(_FORM)
def course_new(request: HttpRequest) -> HttpResponse:
    """Add a course."""
    form = CourseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_course(actor_of(request), **form.cleaned_data)
        except (CourseRefused, CourseTaken) as refusal:
            form.add_error("key", refusal.message)
        else:
            messages.success(request, f"The course “{made.title}” is there. Say now who it is asked of.")
            return redirect("course", key=made.key)
    crumbs = [("Training", reverse("training")), ("Add a course", "")]
    context = {"form": form, "breadcrumb": crumbs}
    return render(request, "training/course_new.html", context, status=422 if form.errors else 200)


@require_safe
def course(request: HttpRequest, key: str) -> HttpResponseBase:
    """One course: its people, who is overdue, who joined late, whom it is asked of; also as CSV."""
    found = course_named(key)
    (coverage,) = coverages([found], clock.now().date())
    listing = _listing(request, coverage)
    if request.GET.get("format") == "csv":
        head = ("email", "name", "state", "due_on", "first_on", "last_on", "late_joiner", "score", "version")
        return csv_answer(f"training-{found.key}.csv", head, (_row(line) for line in coverage.lines))
    version = current_version(found)
    context = {
        "course": found,
        "coverage": coverage,
        "listing": listing,
        "published": version,
        "assignments": assignments_of(found),
        "form": _assignment_form(None),
        "breadcrumb": [("Training", reverse("training")), (found.title, "")],
        "may": actor_of(request).may,
    }
    return render(request, "training/course.html", context)


def _listing(request: HttpRequest, coverage: Coverage) -> Listing:
    counts = {"overdue": len(coverage.overdue), "due": coverage.due_count, "done": coverage.done_count}
    options = [Option(key, key.capitalize(), n) for key, n in counts.items()]
    options.append(Option("late", "Late joiners", len(coverage.late_joiners)))
    choice = read_choice(request.GET, _COLUMNS, filters := (Filter("state", "State", tuple(options)),))
    wanted, words = choice.filters.get("state", ""), choice.search.lower()
    lines = [
        line
        for line in coverage.lines
        if (
            not wanted or wanted == line.standing.state or (wanted == "late" and line.standing.is_late_joiner)
        )
        and (not words or words in f"{line.person.name} {line.person.email}".lower())
    ]
    start = (choice.page - 1) * PAGE_SIZE
    return Listing(_COLUMNS, lines[start : start + PAGE_SIZE], len(lines), choice, filters)


def _row(line: Any) -> tuple[object, ...]:
    stands, last = line.standing, line.last
    return (
        line.person.email,
        line.person.name,
        stands.state.value,
        stands.due_on,
        stands.first_on,
        stands.last_on,
        "yes" if stands.is_late_joiner else "no",
        last.score if last else None,
        last.version if last else None,
    )


@requires("training.publish_version")
@require_http_methods(_FORM)
def course_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Publish a new version; the one before stays, and completions keep naming theirs."""
    found = course_named(key)
    current = current_version(found)
    initial = {"content": current.content if current else "", "seen": current.number if current else 0}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_version(actor_of(request), found, **form.cleaned_data)
        except (CourseRefused, ContentChanged) as refusal:
            form.add_error("content", str(refusal))
            status = refusal.status
        else:
            messages.success(request, f"Version {made.number} is published.")
            return redirect("course", key=key)
    crumbs = [
        ("Training", reverse("training")),
        (found.title, reverse("course", args=[key])),
        ("Content", ""),
    ]
    context = {"form": form, "course": found, "current": current, "breadcrumb": crumbs}
    context["there"] = shown(current.content) if current and status == 409 else ""
    return render(
        request, "training/course_edit.html", context, status=422 if status == 200 and form.errors else status
    )


@requires("training.assign_course")
@require_POST
def course_assign(request: HttpRequest, key: str) -> HttpResponse:
    """Ask it of somebody more, of somebody no longer, or of nobody any more."""
    found = course_named(key)
    try:
        messages.success(request, _assigned(request, found))
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    return redirect("course", key=key)


def _assigned(request: HttpRequest, found: Any) -> str:
    actor, asked = actor_of(request), request.POST.get("act", "")
    if asked == "retire":
        retire_course(actor, found)
        return "The course is retired; what was finished stays."
    if asked == "end":
        given = {str(one.pk): one for one in assignments_of(found)}.get(request.POST.get("assignment", ""))
        if given is None:
            raise CourseRefused("There is no such assignment.", next_step="See who the course is asked of.")
        end_assignment(actor, given)
        return "It is asked of them no longer."
    form = _assignment_form(request)
    if not form.is_valid():
        raise CourseRefused("; ".join(f"{k}: {' '.join(map(str, v))}" for k, v in form.errors.items()))
    typed = form.cleaned_data
    team = {str(one.pk): one for one in _teams()}.get(typed["team"])
    made = assign_course(
        actor, found, engagement=typed["engagement"], team=team, assigned_on=typed["assigned_on"]
    )
    return f"It is asked of {made.words}."


def _teams() -> list[Any]:
    return list(teams_with_counts(clock.now().date()))


def _assignment_form(request: HttpRequest | None) -> AssignmentForm:
    form = AssignmentForm(request.POST if request else None)
    field: Any = form.fields["team"]
    field.choices = [("", "Every team"), *((str(one.pk), one.name) for one in _teams())]
    return form
