"""Taking a course: its content, and saying that one has read it to the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, user_of
from attestry.accounts.middleware import for_everyone
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.people.queries.register import person_of
from attestry.training.actions.completing import complete_course
from attestry.training.content import shown
from attestry.training.queries.courses import course_named, current_version, owed_by
from attestry.ui.navigation import READS_THE_PROGRAM


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def course_take(request: HttpRequest, key: str) -> HttpResponse:
    """The content, for who owes the course or reads the program; posting it finishes it."""
    found = course_named(key)
    person = person_of(user_of(request))
    owed = {one.pk: line for one, line in owed_by(person, clock.now().date())} if person else {}
    if found.pk not in owed and not actor_of(request).may(READS_THE_PROGRAM):
        raise NotAllowed("This course is not asked of you.", next_step="See what is yours.")
    if request.method == "POST":
        said = request.POST.get("version", "")
        try:
            complete_course(actor_of(request), found, version=int(said) if said.isdecimal() else 0)
        except (Invalid, Conflict) as refusal:
            messages.error(request, str(refusal))
            return redirect("course_take", key=key)
        messages.success(request, f"“{found.title}” is finished.")
        return redirect("mine")
    version = current_version(found)
    context = {
        "course": found,
        "published": version,
        "content": shown(version.content) if version else "",
        "line": owed.get(found.pk),
        "person": person,
        "breadcrumb": [("Yours to do", reverse("mine")), (found.title, "")],
    }
    return render(request, "training/take.html", context)
