"""The opinion on each subject matter, what of the report disagrees, and what a reader would ask about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.control_tests.queries import tests_that_noticed_nothing
from attestry.engagements.header import page_facts
from attestry.engagements.queries.criteria import criteria_of
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import for_the_firm, member_of
from attestry.kit import clock
from attestry.kit.errors import NotFound
from attestry.opinions.actions.writing import approve_opinion, write_opinion
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.forms import OpinionForm
from attestry.opinions.models import Opinion
from attestry.opinions.queries.whole import last_opinions, whole_of
from attestry.opinions.rules.consistency import disagreements
from attestry.opinions.rules.opinion import Subject, subjects_for
from attestry.opinions.rules.red_flags import red_flags
from attestry.ui.acting import answer, kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_the_firm
@require_safe
def opinions(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Every opinion, and what keeps the report from being issued."""
    today = clock.now().date()
    report_on = _day(request.GET.get("report_on", "")) or engagement.report_dated_on or today
    whole = whole_of(engagement, report_on=report_on, today=today)
    standing = last_opinions(engagement)
    context = {
        **page_facts(request, engagement, ("Opinion", "")),
        "subjects": [(one, standing.get(one)) for one in subjects_for(engagement.the_kind)],
        "found": disagreements(whole),
        "flags": red_flags(
            whole, cannot_fail=tests_that_noticed_nothing({one.control for one in whole.tests})
        ),
        "report_on": report_on,
        "may_write": _may(request, engagement, Duty.LEAD, Duty.PARTNER),
        "may_approve": _may(request, engagement, Duty.PARTNER),
        "user": request.user,
    }
    return render(request, "opinions/opinions.html", context)


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, engagement: Engagement, subject: str) -> HttpResponse:
    """Write the opinion on one subject matter."""
    matter = _subject(engagement, subject)
    references = [one.reference for one in criteria_of(engagement)]
    form = OpinionForm(request.POST if request.method == "POST" else None, references=references)
    if form.is_valid() and kept(
        form,
        lambda: write_opinion(actor_of(request), engagement, subject_matter=matter, **form.said()),
    ):
        messages.success(request, "The opinion is written. A partner who did not write it approves it.")
        return redirect("opinions", engagement.pk)
    versions = Opinion.objects.filter(engagement=engagement, subject_matter=matter).order_by("-version")
    context = {
        **page_facts(
            request,
            engagement,
            ("Opinion", reverse("opinions", args=[engagement.pk])),
            (matter.value.capitalize(), ""),
        ),
        "subject": matter,
        "form": form,
        "versions": versions,
    }
    return render(request, "opinions/opinion.html", context, status=422 if form.errors else 200)


@for_the_firm
@require_POST
def opinion_approve(request: HttpRequest, engagement: Engagement, subject: str) -> HttpResponse:
    """Let it stand."""
    matter = _subject(engagement, subject)

    def approve() -> None:
        last = last_opinions(engagement).get(matter)
        if last is None:
            raise OpinionRefused("kind", "Nothing is written yet.")
        approve_opinion(actor_of(request), last)

    return answer(request, approve, "It stands.", "opinions", engagement.pk)


def _subject(engagement: Engagement, said: str) -> Subject:
    for one in subjects_for(engagement.the_kind):
        if one.value == said:
            return one
    raise NotFound("This engagement gives no such opinion.", next_step="See the engagement's opinions.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _may(request: HttpRequest, engagement: Engagement, *duties: Duty) -> bool:
    member: Any = member_of(actor_of(request), engagement)
    return member is not None and member.duty in duties
