"""The days after the period: the firm asks and weighs, management answers; both see question and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.deviations.actions.inquiring import answer_about_events, ask_about_events, weigh_answer
from attestry.deviations.answer_forms import AnswerForm, WeighForm
from attestry.deviations.errors import UnknownDeviation
from attestry.deviations.queries.events import event_lines, inquiry_of
from attestry.deviations.rules.events import EventEffect
from attestry.engagements.header import page_facts
from attestry.engagements.rules.side import Side
from attestry.engagements.wall import for_both_sides, for_management, for_the_firm, side_of
from attestry.kit import clock
from attestry.ui.acting import answer, kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_both_sides
@require_safe
def later_events(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The questionnaire: what the firm makes of an answer is shown to the firm alone."""
    return _page(request, engagement, {})


@for_the_firm
@require_POST
def later_events_ask(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Put every question, once more where it was asked before."""
    return answer(
        request,
        lambda: ask_about_events(actor_of(request), engagement),
        "The questions are with management.",
        "later_events",
        engagement.pk,
    )


@for_management
@require_POST
def later_events_answer(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:
    """Answer one question."""
    inquiry = inquiry_of(engagement, pk)
    form = AnswerForm(request.POST, prefix=f"event-{pk}")
    if form.is_valid():
        said = {**form.cleaned_data, "has_occurred": form.cleaned_data["has_occurred"] == "yes"}
        seq = said.pop("entry")
        if kept(form, lambda: answer_about_events(actor_of(request), inquiry, **said, entry_seq=seq)):
            return redirect("later_events", engagement.pk)
    return _page(request, engagement, {pk: form}, status=422)


@for_the_firm
@require_POST
def later_events_weigh(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:
    """Weigh the last answer to a question."""
    last = inquiry_of(engagement, pk).answers.last()
    if last is None:
        raise UnknownDeviation
    form = WeighForm(request.POST, prefix=f"event-{pk}")
    if form.is_valid():
        effect, words = EventEffect(form.cleaned_data["effect"]), form.cleaned_data["words"]
        if kept(form, lambda: weigh_answer(actor_of(request), last, effect=effect, words=words)):
            return redirect("later_events", engagement.pk)
    return _page(request, engagement, {pk: form}, status=422)


def _page(
    request: HttpRequest, engagement: Engagement, wrong: dict[int, Form], status: int = 200
) -> HttpResponse:
    is_firm = side_of(actor_of(request), engagement) is Side.FIRM
    kind = WeighForm if is_firm else AnswerForm
    lines = event_lines(engagement)
    context = {
        **page_facts(request, engagement, ("Later events", "")),
        "lines": [
            (
                one,
                wrong.get(one.inquiry.pk) or kind(prefix=f"event-{one.inquiry.pk}") if one.inquiry else None,
            )
            for one in lines
        ],
        "is_asked": any(one.inquiry for one in lines),
        "unanswered": sum(1 for one in lines if one.inquiry and not one.answer),
        "unweighed": sum(1 for one in lines if one.answer and not one.weighing),
        "is_firm": is_firm,
        "is_early": clock.now().date() <= engagement.until_on,
        "is_over": engagement.the_state.is_over,
    }
    return render(request, "deviations/events.html", context, status=status)
