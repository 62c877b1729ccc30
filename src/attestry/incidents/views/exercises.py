"""Exercises: what was rehearsed, by whom, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of
from attestry.incidents.actions.deciding import add_follow_up
from attestry.incidents.actions.exercising import record_exercise
from attestry.incidents.forms import ExerciseForm, FollowUpForm
from attestry.incidents.gaps import EXERCISE_VALID_FOR
from attestry.incidents.models import Exercise
from attestry.kit import clock
from attestry.kit.errors import NotFound
from attestry.ui.acting import kept


@require_http_methods(["GET", "HEAD", "POST"])
def incident_exercises(request: HttpRequest) -> HttpResponse:
    """Every exercise; one more by POST."""
    form = ExerciseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(form, lambda: record_exercise(actor_of(request), **form.cleaned_data)):
        messages.success(request, "The exercise is on record. Next: what it taught you to do.")
        return redirect("incident_exercises")
    found = list(Exercise.objects.prefetch_related("participants", "follow_ups__owner")[:50])
    next_by = found[0].held_on + EXERCISE_VALID_FOR if found else None
    context = {
        "exercises": found,
        "form": form,
        "follow_up": FollowUpForm(),
        "next_by": next_by,
        "is_overdue": next_by is None or next_by < clock.now().date(),
        "may": actor_of(request).may,
        "breadcrumb": [("Incidents", reverse("incidents")), ("Exercises", "")],
    }
    return render(request, "incidents/exercises.html", context, status=422 if form.errors else 200)


@require_POST
def incident_exercise_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What an exercise taught us to do."""
    found = Exercise.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no exercise {pk}.", next_step="See the list of exercises.")
    form = FollowUpForm(request.POST)
    if form.is_valid() and kept(
        form, lambda: add_follow_up(actor_of(request), exercise=found, **form.cleaned_data)
    ):
        messages.success(request, "Kept.")
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("incident_exercises")
