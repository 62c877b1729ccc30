"""The forms that keep courses: adding one, publishing a version, asking it of somebody, retiring it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.queries.register import teams_with_counts
from attestry.training.actions.courses import (
    add_course,
    assign_course,
    end_assignment,
    publish_version,
    retire_course,
)
from attestry.training.actions.reminding import remind_overdue
from attestry.training.content import shown
from attestry.training.errors import ContentChanged, CourseRefused, CourseTaken, QuestionsRefused
from attestry.training.forms import AssignmentForm, CourseForm, VersionForm
from attestry.training.models import Course
from attestry.training.queries.courses import assignments_of, course_named, current_version

_FORM = ["GET", "HEAD", "POST"]


@requires("training.add_course")
@require_http_methods(_FORM)
def course_new(request: HttpRequest) -> HttpResponse:
    """Add a course."""
    form = CourseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_course(actor_of(request), **form.cleaned_data)
        except QuestionsRefused as refusal:
            form.add_error("questions", str(refusal))
        except (CourseRefused, CourseTaken) as refusal:
            form.add_error("key", refusal.message)
        else:
            messages.success(request, f"The course “{made.title}” is there. Say now who it is asked of.")
            return redirect("course", key=made.key)
    crumbs = [("Training", reverse("training")), ("Add a course", "")]
    context = {"form": form, "breadcrumb": crumbs}
    return render(request, "training/course_new.html", context, status=422 if form.errors else 200)


@requires("training.publish_version")
@require_http_methods(_FORM)
def course_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Publish a new version; the one before stays, and completions keep naming theirs."""
    found = course_named(key)
    current = current_version(found)
    initial = {
        "content": current.content if current else "",
        "questions": current.questions if current else "",
        "pass_score": found.pass_score,
        "seen": current.number if current else 0,
    }
    form = VersionForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_version(actor_of(request), found, **form.cleaned_data)
        except (CourseRefused, ContentChanged) as refusal:
            form.add_error("questions" if isinstance(refusal, QuestionsRefused) else "content", str(refusal))
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


def _assigned(request: HttpRequest, found: Course) -> str:
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
    form = assignment_form(request)
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


def assignment_form(request: HttpRequest | None) -> AssignmentForm:
    """Whom a course is asked of, with the teams that there are."""
    form = AssignmentForm(request.POST if request else None)
    field: Any = form.fields["team"]
    field.choices = [("", "Every team"), *((str(one.pk), one.name) for one in _teams())]
    return form


@requires("training.remind")
@require_POST
def training_remind(request: HttpRequest) -> HttpResponse:
    """Tell everybody whose course is overdue, at most once a week."""
    told = remind_overdue(actor_of(request))
    told_words = (
        f"{told:,} reminded; the mails wait in the outbox." if told else "Nobody is left to tell this week."
    )
    messages.success(request, told_words)
    return redirect("training")
