"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.questionnaires.views import (
    files,
    importing,
    layout,
    library,
    listing,
    question,
    questionnaire,
    writing,
)

_ONE = "questionnaires/<int:pk>/"
_ANSWER = "questionnaires/answers/<int:pk>/"

urlpatterns = [
    path("questionnaires/", listing.questionnaires, name="questionnaires"),
    path("questionnaires/receive/", listing.questionnaire_receive, name="questionnaire_receive"),
    path("questionnaires/answers/", library.answers, name="answers"),
    path("questionnaires/answers/common/", library.common, name="answers_common"),
    path("questionnaires/answers/approve/", library.answers_approve, name="answers_approve"),
    path("questionnaires/answers/import/", importing.answers_import, name="answers_import"),
    path("questionnaires/answers/new/", writing.answer_new, name="answer_new"),
    path(_ANSWER, library.answer, name="answer"),
    path(f"{_ANSWER}edit/", writing.answer_edit, name="answer_edit"),
    path(f"{_ANSWER}approve/", writing.answer_approve, name="answer_approve"),
    path(f"{_ANSWER}send-back/", writing.answer_send_back, name="answer_send_back"),
    path(f"{_ANSWER}retire/", writing.answer_retire, name="answer_retire"),
    path(_ONE, questionnaire.questionnaire, name="questionnaire"),
    path(f"{_ONE}columns/", layout.questionnaire_layout, name="questionnaire_layout"),
    path(f"{_ONE}suggest/", questionnaire.questionnaire_suggest, name="questionnaire_suggest"),
    path(f"{_ONE}together/", questionnaire.questions_together, name="questions_together"),
    path(f"{_ONE}send/", questionnaire.questionnaire_send, name="questionnaire_send"),
    path(f"{_ONE}withdraw/", questionnaire.questionnaire_withdraw, name="questionnaire_withdraw"),
    path(f"{_ONE}received/", files.questionnaire_received, name="questionnaire_received"),
    path(f"{_ONE}answered/", files.questionnaire_answered, name="questionnaire_answered"),
    path("questionnaires/questions/<int:pk>/", question.question, name="question"),
    path("questionnaires/questions/<int:pk>/return/", question.question_return, name="question_return"),
    path("questionnaires/suggestions/<int:pk>/take/", question.suggestion_take, name="suggestion_take"),
]
