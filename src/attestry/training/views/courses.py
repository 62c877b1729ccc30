"""Courses with their coverage against the people who work here, and one course with its people."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.training.actions.completing import OPTIONAL, REQUIRED, import_completions
from attestry.training.forms import CompletionsForm
from attestry.training.queries.attempts import Failed, failed_attempts
from attestry.training.queries.courses import (
    Coverage,
    Line,
    assignments_of,
    course_named,
    courses,
    coverages,
    current_version,
)
from attestry.training.views.keeping import assignment_form
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

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
_HEAD = (
    "email", "name", "state", "due_on", "first_on", "last_on", "late_joiner", "score", "version",
    "attempts_in_vain",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
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


@require_safe
def course(request: HttpRequest, key: str) -> HttpResponseBase:
    """One course: its people, who is overdue, who joined late, whom it is asked of; also as CSV."""
    found = course_named(key)
    (coverage,) = coverages([found], clock.now().date())
    listing, failed = _listing(request, coverage), failed_attempts(found)
    if request.GET.get("format") == "csv":
        return csv_answer(f"training-{found.key}.csv", _HEAD, (_row(line, failed) for line in coverage.lines))
    version = current_version(found)
    context = {
        "course": found,
        "coverage": coverage,
        "listing": listing,
        "published": version,
        "failed": failed,
        "assignments": assignments_of(found),
        "form": assignment_form(None),
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


def _row(line: Line, failed: Mapping[int, Failed]) -> tuple[object, ...]:
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
        tried.count if (tried := failed.get(line.person.pk)) else 0,
    )
