"""The files of a report beside its PDF: for a word processor, and for machines. Each as it was frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.wall import for_both_sides, for_the_firm
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.opinions.errors import UnknownIssue
from attestry.opinions.queries.issued import issued_report, shared_draft
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.rules.draft import draft_mark
from attestry.opinions.typesetters import docx_of

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@for_both_sides
@require_safe
def soc_report_word(request: HttpRequest, engagement: Engagement, version: int) -> HttpResponse:  # noqa: ARG001
    """A copy of the issued report for a word processor; it names the PDF that it is a copy of."""
    found = issued_report(engagement, version)
    docx = docx_of(found.content, draft_mark="", at=found.at, copy_of=found.digest)
    return _file(docx, f"{_stem(found.file_name)}-copy.docx", _WORD)


@for_both_sides
@require_safe
def soc_report_oscal(request: HttpRequest, engagement: Engagement, version: int) -> HttpResponse:  # noqa: ARG001
    """The report as OSCAL assessment results, signed. Raises UnknownIssue for one issued without it."""
    found = issued_report(engagement, version)
    if found.oscal is None:
        raise UnknownIssue
    return _json(found.oscal, f"{_stem(found.file_name)}-oscal.json")


@for_both_sides
@require_safe
def soc_report_companion(request: HttpRequest, engagement: Engagement, version: int) -> HttpResponse:  # noqa: ARG001
    """The signed companion, for machines."""
    found = issued_report(engagement, version)
    return _json(found.companion, f"{_stem(found.file_name)}.json")


@for_both_sides
@require_safe
def soc_report_draft_word(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:  # noqa: ARG001
    """A draft that the firm showed, as it stood then, for a word processor."""
    found = shared_draft(engagement, pk)
    mark = draft_mark(found.content["firm"].get("name", ""), found.by_name, found.at)
    return _file(docx_of(found.content, draft_mark=mark, at=found.at), f"draft-{found.pk}.docx", _WORD)


@for_the_firm
@require_safe
def soc_report_own_draft_word(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The report as it would be now, for a word processor, marked on every page."""
    now = clock.now()
    content = content_of(engagement, report_on=engagement.report_dated_on or now.date())
    mark = draft_mark(content["firm"].get("name", ""), actor_of(request).name, now)
    return _file(docx_of(content, draft_mark=mark, at=now), "draft.docx", _WORD)


def _stem(name: str) -> str:
    return name.removesuffix(".pdf")


def _json(said: dict[str, Any], name: str) -> HttpResponse:
    return _file(orjson.dumps(said), name, "application/json")


def _file(data: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-SHA-256"] = sha256_hex(data)
    return answer
