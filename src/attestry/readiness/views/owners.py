"""Several controls of the list given an owner at once, and that undone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.controls.actions.owning import CONTROLS, assign_owners, undo_owners
from attestry.controls.forms import OwnersForm
from attestry.journal.bulk import given
from attestry.journal.queries import bulk_edit_numbered
from attestry.readiness.views.controls import OWNED_TOGETHER
from attestry.ui.bulk import bulk_answer, undo_answer


@requires("controls.assign_owner")
@require_POST
def control_owners(request: HttpRequest) -> HttpResponse:
    """Name the owner of the controls that were chosen."""
    actor, form = actor_of(request), OwnersForm(request.POST)
    return bulk_answer(
        request,
        OWNED_TOGETHER,
        form,
        lambda chosen, said: assign_owners(actor, controls=chosen, **given(owner=said.get("owner"))),
    )


@requires("controls.assign_owner")
@require_POST
def control_owners_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(
        request, OWNED_TOGETHER, lambda: undo_owners(actor, bulk_edit_numbered(CONTROLS.name, pk))
    )
