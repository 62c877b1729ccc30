"""The firm's own word that nobody may rely on a report any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from attestry.accounts.access import actor_of
from attestry.engagements.wall import for_the_firm
from attestry.opinions.actions.withdrawing import withdraw_issued_report
from attestry.opinions.queries.issued import issued_report
from attestry.ui.acting import answer

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_the_firm
@require_POST
def soc_report_withdraw(request: HttpRequest, engagement: Engagement, version: int) -> HttpResponse:
    """Say that nobody may rely on a report any more."""
    found = issued_report(engagement, version)
    return answer(
        request,
        lambda: withdraw_issued_report(actor_of(request), found, reason=request.POST.get("reason", "")),
        "The report is withdrawn. Wherever its digest is checked, that is said.",
        "soc_report",
        engagement.pk,
    )
