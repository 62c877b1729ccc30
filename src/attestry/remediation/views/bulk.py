"""Several tasks of the list changed at once, and that undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import bulk_edit_numbered
from attestry.remediation.actions.bulk import TASKS, edit_tasks, undo_edit
from attestry.remediation.forms import TogetherForm
from attestry.remediation.views.around import offered
from attestry.remediation.views.listing import TOGETHER
from attestry.ui.bulk import bulk_answer, undo_answer


@requires("remediation.plan")
@require_POST
def tasks_bulk(request: HttpRequest) -> HttpResponse:
    """Give the tasks that were chosen what was typed."""
    actor, form = actor_of(request), offered(TogetherForm(request.POST))
    return bulk_answer(request, TOGETHER, form, lambda chosen, given: edit_tasks(actor, chosen, **given))


@requires("remediation.plan")
@require_POST
def tasks_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(request, TOGETHER, lambda: undo_edit(actor, bulk_edit_numbered(TASKS.name, pk)))
