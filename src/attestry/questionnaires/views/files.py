"""The file as it was received, and as it goes back: handed out as a download, never shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from attestry.accounts.access import requires
from attestry.kit import clock
from attestry.kit.errors import NotFound
from attestry.questionnaires.models import Questionnaire
from attestry.questionnaires.queries.filled import filled
from attestry.questionnaires.queries.received import file_of, questionnaire_line, sent_file_of
from attestry.questionnaires.rules.state import QuestionnaireState

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@requires("questionnaires.answer")
@require_safe
def questionnaire_received(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001  Django names it
    """The sender's file."""
    found = _found(pk)
    return _download(found, file_of(found), found.file_name)


@requires("questionnaires.answer")
@require_safe
def questionnaire_answered(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001  as above
    """The file that was sent; before that, a draft with the answers as they stand."""
    found = _found(pk)
    if found.standing is QuestionnaireState.SENT:
        return _download(found, sent_file_of(found), f"answered-{found.file_name}")
    if not found.layout:
        raise NotFound("Its questions were not read yet.", next_step="Say where they stand.")
    made = filled(found, found.questions.order_by("ordinal"))
    return _download(found, made.data, f"draft-{found.file_name}")


def _found(pk: int) -> Questionnaire:
    return questionnaire_line(pk, clock.now().date()).questionnaire


def _download(found: Questionnaire, data: bytes, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        data, content_type=_TYPES[found.file_format], headers={"Content-Disposition": header or "attachment"}
    )
