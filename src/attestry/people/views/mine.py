"""Each person's own page: what they owe, and nothing of anybody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import user_of
from attestry.accounts.middleware import for_everyone
from attestry.kit import clock
from attestry.people.queries.duties import duties_of
from attestry.people.queries.register import person_of
from attestry.people.rules.duty import owed


@for_everyone
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the signed-in person owes, by its day, and what they did."""
    today = clock.now().date()
    person = person_of(user_of(request))
    duties = duties_of(person) if person else ()
    context = {
        "person": person,
        "today": today,
        "owed": owed(duties, today),
        "done": sorted(
            (one for one in duties if one.done_on), key=lambda one: str(one.done_on), reverse=True
        )[:50],
    }
    return render(request, "people/mine.html", context)
