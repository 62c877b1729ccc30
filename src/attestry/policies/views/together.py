"""What is done with the policies that were chosen in the list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of
from attestry.kit import clock
from attestry.policies.actions.together import own_policies, submit_policies
from attestry.policies.errors import PolicyRefused
from attestry.policies.queries.acknowledgements import workforce
from attestry.ui.acting import answer
from attestry.ui.words import counted_words


@require_POST
def policies_together(request: HttpRequest) -> HttpResponse:
    """Give all that are chosen one owner, or submit their drafts."""
    actor, chosen = actor_of(request), request.POST.getlist("policies")
    keys, many = ", ".join(chosen), counted_words(len(chosen), "policy", "policies")
    if request.POST.get("act") == "submit":
        return answer(
            request,
            lambda: submit_policies(actor, policies=keys),
            f"{many} submitted.",
            "policies",
        )

    def give() -> int:
        number = request.POST.get("owner", "")
        people = workforce(clock.now().date())
        owner = people.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
        if owner is None:
            raise PolicyRefused("No owner is chosen.", next_step="Choose somebody who works here.")
        return own_policies(actor, policies=keys, owner=owner)

    return answer(request, give, f"{many} given an owner.", "policies")
