"""Several incidents of the list changed at once, and that undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.incidents.actions.leading import INCIDENTS, edit_incidents, undo_edit
from attestry.incidents.forms import TogetherForm
from attestry.incidents.views.listing import TOGETHER
from attestry.journal.queries import bulk_edit_numbered
from attestry.ui.bulk import bulk_answer, undo_answer


@requires("incidents.work")
@require_POST
def incidents_together(request: HttpRequest) -> HttpResponse:
    """Give the incidents that were chosen what was typed."""
    actor, form = actor_of(request), TogetherForm(request.POST)
    return bulk_answer(
        request, TOGETHER, form, lambda chosen, given: edit_incidents(actor, incidents=chosen, **given)
    )


@requires("incidents.work")
@require_POST
def incidents_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(request, TOGETHER, lambda: undo_edit(actor, bulk_edit_numbered(INCIDENTS.name, pk)))
