"""The report as both sides see it: what was issued, and drafts that were shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import for_both_sides, for_each_their_own, member_of
from attestry.kit.digest import sha256_hex
from attestry.opinions.actions.commenting import comment_on_draft
from attestry.opinions.forms import CheckForm
from attestry.opinions.queries.checking import checked_digest, checked_file
from attestry.opinions.queries.issued import (
    issued_bytes,
    issued_report,
    shared_draft,
    shared_drafts,
    standings,
)
from attestry.opinions.rules.draft import draft_mark
from attestry.opinions.typesetters import pdf_of
from attestry.ui.acting import answer

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement


@for_both_sides
@require_safe
def soc_report(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Every version that was issued, and every draft that the firm showed."""
    versions = standings(engagement)
    context = {
        **page_facts(request, engagement, ("Report", "")),
        "versions": versions,
        "drafts": shared_drafts(engagement),
        "may_comment": actor_of(request).may("opinions.comment") and not versions,
        "is_partner": getattr(member_of(actor_of(request), engagement), "duty", "") == Duty.PARTNER,
    }
    return render(request, "opinions/report.html", context)


@for_both_sides
@require_safe
def soc_report_file(request: HttpRequest, engagement: Engagement, version: int) -> HttpResponse:  # noqa: ARG001
    """The PDF as it was issued. Raises Broken where its bytes no longer match their digest."""
    found = issued_report(engagement, version)
    return pdf_answer(issued_bytes(found), found.file_name)


@for_both_sides
@require_safe
def soc_report_draft(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:  # noqa: ARG001
    """A draft that the firm showed, as it stood then."""
    found = shared_draft(engagement, pk)
    firm = found.content["firm"].get("name", "")
    pdf = pdf_of(found.content, draft_mark=draft_mark(firm, found.by_name, found.at), at=found.at)
    return pdf_answer(pdf, f"draft-{found.pk}.pdf")


@for_both_sides
@require_POST
def soc_report_comment(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:
    """Say something of a draft that was shown."""
    words = request.POST.get("words", "")
    return answer(
        request,
        lambda: comment_on_draft(actor_of(request), engagement, draft=pk, words=words),
        "Both sides read it now.",
        "soc_report",
        engagement.pk,
    )


@for_each_their_own
@require_http_methods(["GET", "HEAD", "POST"])
def report_check(request: HttpRequest) -> HttpResponse:
    """Whether a file is a report that was issued here, or a companion. It is read and not kept."""
    is_sent = request.method == "POST"
    form = CheckForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    context: dict[str, object] = {"form": form, "breadcrumb": [("Check a report", "")], "is_checked": False}
    if form.is_valid():
        file = form.cleaned_data["file"]
        checked = checked_file(file.read()) if file else checked_digest(form.cleaned_data["digest"])
        context |= {"is_checked": True, "checked": checked, "found": checked.found}
    return render(request, "opinions/check.html", context, status=422 if form.errors else 200)


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF to keep."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-SHA-256"] = sha256_hex(pdf)
    return answer
