"""Several vendors of the list changed at once, and that undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import bulk_edit_numbered
from attestry.ui.bulk import bulk_answer, undo_answer
from attestry.vendors.actions.together import VENDORS, edit_vendors, undo_edit
from attestry.vendors.forms import TogetherForm
from attestry.vendors.views.vendors import TOGETHER


@requires("vendors.edit_vendor")
@require_POST
def vendors_bulk(request: HttpRequest) -> HttpResponse:
    """Give the vendors that were chosen what was typed."""
    actor, form = actor_of(request), TogetherForm(request.POST)
    return bulk_answer(
        request, TOGETHER, form, lambda chosen, given: edit_vendors(actor, vendors=chosen, **given)
    )


@requires("vendors.edit_vendor")
@require_POST
def vendors_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(request, TOGETHER, lambda: undo_edit(actor, bulk_edit_numbered(VENDORS.name, pk)))
