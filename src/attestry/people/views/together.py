"""Several people of the list changed at once, and that undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import bulk_edit_numbered
from attestry.people.actions.together import PEOPLE, edit_people, undo_edit
from attestry.people.forms import TogetherForm
from attestry.people.views.people import TOGETHER
from attestry.ui.bulk import bulk_answer, undo_answer


@requires("people.edit_person")
@require_POST
def people_change(request: HttpRequest) -> HttpResponse:
    """Give the people who were chosen what was typed."""
    actor, form = actor_of(request), TogetherForm(request.POST)
    return bulk_answer(
        request, TOGETHER, form, lambda chosen, given: edit_people(actor, people=chosen, **given)
    )


@requires("people.edit_person")
@require_POST
def people_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(request, TOGETHER, lambda: undo_edit(actor, bulk_edit_numbered(PEOPLE.name, pk)))
