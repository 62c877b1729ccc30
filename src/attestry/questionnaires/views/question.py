"""One question: every passage that comes close with where it stands, the answer, and what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.questionnaires.actions.answering import (
    answer_question,
    return_answer,
    review_questions,
    take_suggestion,
)
from attestry.questionnaires.forms import QuestionForm
from attestry.questionnaires.models import Question, Suggestion
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.questionnaires.queries.received import question_lines, question_numbered
from attestry.ui.acting import answer, kept


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The question; an answer by POST."""
    found = question_numbered(pk)
    if request.method == "POST":
        return _posted(request, found)
    return _page(request, found, QuestionForm(initial=_given(request, found)))


@requires("questionnaires.review")
@require_POST
def question_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the answer go out, or return it with the reason."""
    found, actor = question_numbered(pk), actor_of(request)
    if request.POST.get("do") == "review":
        said = "The answer is reviewed."
        return answer(
            request,
            lambda: review_questions(actor, found.questionnaire, questions=(pk,)),
            said,
            "question",
            pk,
        )
    reason = request.POST.get("reason", "")
    return answer(
        request, lambda: return_answer(actor, found, reason=reason), "The answer is returned.", "question", pk
    )


@requires("questionnaires.answer")
@require_POST
def suggestion_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the answer that was suggested."""
    related = ("question__questionnaire", "version__answer", "version__owner", "source")
    found = Suggestion.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    knows = request.POST.get("knowing") == "yes"
    said = "The answer is taken. Somebody else reviews it."
    return answer(
        request,
        lambda: take_suggestion(actor_of(request), found, despite_caution=knows),
        said,
        "question",
        found.question_id,
    )


def _posted(request: HttpRequest, found: Question) -> HttpResponse:
    form = QuestionForm(request.POST)
    if form.is_valid() and kept(form, lambda: answer_question(actor_of(request), found, **form.said())):
        messages.success(request, "The answer is kept. Somebody else reviews it.")
        after = _next_open(found)
        return (
            redirect("question", after)
            if request.POST.get("do") == "next" and after
            else redirect("question", found.pk)
        )
    return _page(request, question_numbered(found.pk), form)


def _given(request: HttpRequest, found: Question) -> dict[str, Any]:
    """What the form begins with: the answer that stands there, or a passage to write it from."""
    given = {"verdict": found.verdict, "words": found.words, "evidence": " ".join(found.evidence)}
    asked = request.GET.get("from", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 18:
        chosen = Suggestion.objects.filter(pk=asked, question=found).first()
        if chosen is not None and chosen.version_id is None and chosen.source_id is None:
            given |= {"words": chosen.passage, "evidence": chosen.key}
    return given | {"seen": found.answer_digest()}


def _page(request: HttpRequest, found: Question, form: QuestionForm) -> HttpResponse:
    today, actor = clock.now().date(), actor_of(request)
    questionnaire = found.questionnaire
    is_open = questionnaire.standing.is_open
    siblings = questionnaire.questions.order_by("ordinal").values_list("pk", flat=True)
    known = proofs_of(found.evidence, today)
    context = {
        "found": found,
        "questionnaire": questionnaire,
        "form": form,
        "suggested": question_lines([found], today)[0].suggested,
        "proofs": [known[key] for key in found.evidence if key in known],
        "may_answer": is_open and actor.may("questionnaires.answer"),
        "may_review": is_open and found.standing.is_answered and actor.may("questionnaires.review"),
        "is_own": found.answered_by == actor.key,
        "before": siblings.filter(ordinal__lt=found.ordinal).last(),
        "after": siblings.filter(ordinal__gt=found.ordinal).first(),
        "history": list(entries(subject=f"question:{found.pk}")[:20]),
        "breadcrumb": [
            ("Questionnaires", reverse("questionnaires")),
            (questionnaire.title, reverse("questionnaire", args=[questionnaire.pk])),
            (str(found), ""),
        ],
    }
    return render(request, "questionnaires/question.html", context, status=422 if form.errors else 200)


def _next_open(found: Question) -> int | None:
    """The next question that nobody answered; from the beginning where none is left after this one."""
    left = found.questionnaire.questions.filter(state__in=("open", "returned")).order_by("ordinal")
    return (left.filter(ordinal__gt=found.ordinal).values_list("pk", flat=True).first()
            or left.values_list("pk", flat=True).first())  # fmt: skip
