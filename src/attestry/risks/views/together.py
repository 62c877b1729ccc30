"""Several risks of the list changed at once, and that undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import bulk_edit_numbered
from attestry.risks.actions.together import RISKS, edit_risks, undo_edit
from attestry.risks.forms import TogetherForm
from attestry.risks.views.register import TOGETHER
from attestry.ui.bulk import bulk_answer, undo_answer


@requires("risks.edit_risk")
@require_POST
def risks_change(request: HttpRequest) -> HttpResponse:
    """Give the risks that were chosen what was typed."""
    actor, form = actor_of(request), TogetherForm(request.POST)
    return bulk_answer(
        request, TOGETHER, form, lambda chosen, given: edit_risks(actor, risks=chosen, **given)
    )


@requires("risks.edit_risk")
@require_POST
def risks_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(request, TOGETHER, lambda: undo_edit(actor, bulk_edit_numbered(RISKS.name, pk)))
