"""Writing an answer of the library, letting it stand, sending it back, and retiring it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.people.queries.register import person_acting
from attestry.questionnaires.actions.library import (
    approve_answer,
    retire_answer,
    send_back_answer,
    write_answer,
)
from attestry.questionnaires.content import common_questions
from attestry.questionnaires.forms import AnswerForm
from attestry.questionnaires.models import Answer, AnswerVersion, Question
from attestry.questionnaires.queries.library import answer_line
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.ui.acting import answer, kept

HOLDS_FOR = timedelta(days=365)


@requires("questionnaires.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_new(request: HttpRequest) -> HttpResponse:
    """A further answer; begun from a common question or from one that was answered, where one is named."""
    common = request.GET.get("common", "")
    common = common if common in common_questions() else ""
    return _form(request, None, common, _begun(request, common))


@requires("questionnaires.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version."""
    newest = answer_line(pk, clock.now().date()).newest
    given = {name: getattr(newest, name) for name in ("question", "words", "verdict", "source")}
    given |= {"owner": newest.owner_id, "evidence": " ".join(newest.evidence), "seen": newest.digest}
    return _form(request, newest.answer, newest.answer.common, given | {"review_on": _a_year_from_now()})


@requires("questionnaires.approve")
@require_POST
def answer_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the version that waits stand."""
    found, seen = _found(pk), request.POST.get("seen", "")
    return answer(
        request, lambda: approve_answer(actor_of(request), found, seen=seen), "It stands.", "answer", pk
    )


@requires("questionnaires.approve")
@require_POST
def answer_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Not so."""
    found, said = _found(pk), {name: request.POST.get(name, "") for name in ("reason", "seen")}
    return answer(
        request, lambda: send_back_answer(actor_of(request), found, **said), "It went back.", "answer", pk
    )


@requires("questionnaires.retire")
@require_POST
def answer_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody is to give it any more."""
    found, reason = _found(pk), request.POST.get("reason", "")
    done = "It is retired, and suggested no more."
    return answer(request, lambda: retire_answer(actor_of(request), found, reason=reason), done, "answer", pk)


def _found(pk: int) -> Answer:
    return answer_line(pk, clock.now().date()).answer


def _form(request: HttpRequest, of: Answer | None, common: str, given: dict[str, Any]) -> HttpResponse:
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial=given)
    made: list[AnswerVersion] = []
    if form.is_valid() and kept(
        form, lambda: made.append(write_answer(actor_of(request), of, common=common, **form.said()))
    ):
        messages.success(request, "Written. Somebody else has to let it stand.")
        return redirect("answer", made[0].answer_id)
    title = "Change the answer" if of else "Write an answer"
    context = {
        "form": form,
        "title": title,
        "common": common_questions().get(common),
        "breadcrumb": [
            ("Questionnaires", reverse("questionnaires")),
            ("Library of answers", reverse("answers")),
            (title, ""),
        ],
    }
    return render(request, "questionnaires/answer_form.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, common: str) -> dict[str, Any]:
    me = person_acting(actor_of(request))
    given: dict[str, Any] = {"review_on": _a_year_from_now(), "owner": me.pk if me else None}
    asked = request.GET.get("question", "")
    if common:
        one = common_questions()[common]
        known = proofs_of((f"control:{key}" for key in one.controls), clock.now().date())
        in_use = [found.key for found in known.values() if not found.ended]
        given |= {"question": one.question, "evidence": " ".join(in_use)}
    elif asked.isascii() and asked.isdecimal() and len(asked) < 18:
        question = Question.objects.filter(pk=asked).first()
        if question is not None:
            given |= {"question": question.text, "words": question.words, "verdict": question.verdict}
            given |= {"evidence": " ".join(question.evidence)}
    return given


def _a_year_from_now() -> str:
    return (clock.now().date() + HOLDS_FOR).isoformat()
