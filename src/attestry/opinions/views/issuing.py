"""The firm's page of the report: what stands against it, a draft to read, and issuing it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import for_the_firm, member_of
from attestry.kit import clock
from attestry.opinions.actions.issuing import issue_soc_report, share_draft
from attestry.opinions.forms import IssueForm
from attestry.opinions.queries.issued import is_reissue
from attestry.opinions.queries.readiness import standing_against_now, worth_a_look
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.rules.draft import draft_mark
from attestry.opinions.seals import seal_words
from attestry.opinions.typesetters import pdf_of
from attestry.opinions.views.report import pdf_answer
from attestry.ui.acting import answer, kept

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def soc_report_issue(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """What keeps the report from being issued; the partner issues it from here."""
    today = clock.now().date()
    again = is_reissue(engagement)
    typed = request.POST if request.method == "POST" else None
    form = IssueForm(typed, initial={"report_on": today}, is_reissue=again)
    if form.is_valid() and kept(
        form, lambda: issue_soc_report(actor_of(request), engagement, **form.cleaned_data)
    ):
        messages.success(request, "The report is issued and sealed. It never changes again.")
        return redirect("soc_report", engagement.pk)
    report_on: date = engagement.report_dated_on or today
    member: Any = member_of(actor_of(request), engagement)
    context = {
        **page_facts(
            request, engagement, ("Report", reverse("soc_report", args=[engagement.pk])), ("Issue it", "")
        ),
        "form": form,
        "against": standing_against_now(engagement, report_on=report_on, today=today),
        "worth_a_look": worth_a_look(engagement, today=today) if not engagement.the_state.is_over else (),
        "report_on": report_on,
        "seal_words": seal_words(engagement),
        "is_partner": member is not None and member.duty == Duty.PARTNER,
        "may_share": member is not None and member.duty != Duty.AUDITOR and not engagement.the_state.is_over,
        "is_reissue": again,
    }
    return render(request, "opinions/issue.html", context, status=422 if form.errors else 200)


@for_the_firm
@require_safe
def soc_report_own_draft(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The report as it would be now, marked on every page."""
    now = clock.now()
    content = content_of(engagement, report_on=engagement.report_dated_on or now.date())
    mark = draft_mark(content["firm"].get("name", ""), actor_of(request).name, now)
    return pdf_answer(pdf_of(content, draft_mark=mark, at=now), "draft.pdf")


@for_the_firm
@require_POST
def soc_report_share(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Show management a draft as it stands."""
    return answer(
        request,
        lambda: share_draft(actor_of(request), engagement),
        "Management can read this draft now.",
        "soc_report",
        engagement.pk,
    )
