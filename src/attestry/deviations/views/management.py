"""Management's side: the results that the firm shared, and its responses to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.deviations.actions.sharing import respond
from attestry.deviations.answer_forms import ResponseForm
from attestry.deviations.queries.management import result_of, shared_results
from attestry.deviations.rules.answering import Stance
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_management
from attestry.ui.acting import kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_management
@require_safe
def deviations_shared(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """What the firm shared, each with a form for the answer."""
    return _page(request, engagement, {})


@for_management
@require_POST
def deviation_respond(request: HttpRequest, engagement: Engagement, which: int) -> HttpResponse:
    """Answer one result; what is refused stands beside its field, with what was typed."""
    result = result_of(engagement, which)
    form = ResponseForm(request.POST, prefix=f"response-{result.pk}")
    if form.is_valid():
        said = {**form.cleaned_data, "stance": Stance(form.cleaned_data["stance"])}
        if kept(form, lambda: respond(actor_of(request), result, **said)):
            return redirect("deviations_shared", engagement.pk)
    return _page(request, engagement, {result.pk: form}, status=422)


def _page(
    request: HttpRequest, engagement: Engagement, wrong: dict[int, ResponseForm], status: int = 200
) -> HttpResponse:
    lines = shared_results(engagement)
    context = {
        **page_facts(request, engagement, ("Deviations", "")),
        "lines": [
            (one, wrong.get(one.result.pk) or ResponseForm(prefix=f"response-{one.result.pk}"))
            for one in lines
        ],
        "open_count": sum(one.response is None for one in lines),
        "is_over": engagement.the_state.is_over,
    }
    return render(request, "deviations/shared.html", context, status=status)
