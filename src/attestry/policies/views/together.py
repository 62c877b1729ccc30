"""What is done with the policies that were chosen in the list: given something, or submitted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of, requires
from attestry.policies.actions.together import submit_policies
from attestry.policies.views.listing import TOGETHER, policies_change
from attestry.ui.acting import answer
from attestry.ui.bulk import chosen_rows


@requires("policies.settle")
@require_POST
def policies_together(request: HttpRequest) -> HttpResponseBase:
    """Give all that are chosen what was typed, or submit their drafts."""
    if request.POST.get("act") != "submit":
        return policies_change(request)
    actor = actor_of(request)
    return answer(
        request,
        lambda: submit_policies(actor, policies=chosen_rows(request, TOGETHER.rows)),
        "Their drafts are submitted.",
        reverse("policies"),
    )
