"""Courses with their coverage against the people who work here, and one course with its people."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.kit import clock
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


@require_safe
def training(request: HttpRequest) -> HttpResponse:
    """Every course against the list of people."""
    context = {"coverages": coverages(courses(), clock.now().date()), "may": actor_of(request).may}
    return render(request, "training/training.html", context)


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
