"""What is done with the policies that were chosen in the list, and undoing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import bulk_edit_numbered
from attestry.policies.actions.together import POLICIES, edit_policies, submit_policies, undo_edit
from attestry.policies.forms import TogetherForm
from attestry.policies.views.listing import TOGETHER
from attestry.ui.acting import answer
from attestry.ui.bulk import bulk_answer, chosen_rows, undo_answer


@requires("policies.settle")
@require_POST
def policies_together(request: HttpRequest) -> HttpResponse:
    """Give all that are chosen what was typed, or submit their drafts."""
    actor, form = actor_of(request), TogetherForm(request.POST)
    if request.POST.get("act") == "submit":
        return answer(
            request,
            lambda: submit_policies(actor, policies=chosen_rows(request, TOGETHER)),
            "Their drafts are submitted.",
            reverse("policies"),
        )
    return bulk_answer(
        request, TOGETHER, form, lambda chosen, given: edit_policies(actor, policies=chosen, **given)
    )


@requires("policies.settle")
@require_POST
def policies_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo that."""
    actor = actor_of(request)
    return undo_answer(request, TOGETHER, lambda: undo_edit(actor, bulk_edit_numbered(POLICIES.name, pk)))
