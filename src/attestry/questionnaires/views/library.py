"""The library of answers: what stands, what waits, what may not hold; one answer; common questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.questionnaires.actions.together import approve_answers
from attestry.questionnaires.models import Question
from attestry.questionnaires.queries.library import (
    AnswerLine,
    CommonLine,
    answer_line,
    answer_lines,
    common_lines,
)
from attestry.questionnaires.rules.verdict import Verdict
from attestry.questionnaires.views.around import tabs
from attestry.ui.acting import answer as acted
from attestry.ui.rows import Held, Rows, Shown

STANDINGS = (
    ("in_force", "In force"),
    ("waiting", "Waits for approval"),
    ("expired", "Review overdue"),
    ("evidence_ended", "Evidence ended"),
    ("not_in_force", "Not in force yet"),
)
ROWS: Rows[AnswerLine] = Rows(
    name="answers",
    columns=(
        Shown("question", "Question", lambda one: one.shown.question),
        Shown("verdict", "In short", lambda one: one.shown.verdict_label),
        Shown("owner", "Owner", lambda one: one.shown.owner.name),
        Shown("review", "Holds until", lambda one: one.shown.review_on),
        Shown("stands", "Stands", lambda one: [key in one.standings for key, _ in STANDINGS]),
    ),
    export={
        "question": lambda one: one.shown.question,
        "answer": lambda one: one.shown.words,
        "verdict": lambda one: one.shown.verdict,
        "owner_email": lambda one: one.shown.owner.email,
        "review_on": lambda one: one.shown.review_on,
        "source": lambda one: one.shown.source,
        "evidence": lambda one: " ".join(one.shown.evidence),
        "version": lambda one: one.shown.number,
        "stands": lambda one: "; ".join(sorted(one.standings)),
    },
    held=(
        Held("stands", "Stands", STANDINGS, lambda one: one.standings),
        Held(
            "verdict",
            "In short",
            tuple((one.value, one.label) for one in Verdict),
            lambda one: (one.shown.verdict,),
        ),
    ),
    sort="question",
)
COMMON: Rows[CommonLine] = Rows(
    name="common-questions",
    columns=(Shown("question", "Question"), Shown("controls", "Controls"), Shown("answer", "Answer")),
    export={
        "id": lambda one: one.common.id,
        "group": lambda one: one.group,
        "question": lambda one: one.common.question,
        "hint": lambda one: one.common.hint,
        "criteria": lambda one: " ".join(one.common.criteria),
        "controls": lambda one: " ".join(one.common.controls),
        "is_answered": lambda one: "yes" if one.answer else "no",
    },
    held=(
        Held(
            "has",
            "Answer",
            (("no", "Not written yet"), ("yes", "Written")),
            lambda one: ("yes" if one.answer else "no",),
        ),
    ),
)


@require_safe
def answers(request: HttpRequest) -> HttpResponseBase:
    """Every answer; as CSV where asked for."""
    lines = answer_lines(clock.now().date())
    if (file := ROWS.as_csv(request.GET, lines)) is not None:
        return file
    actor = actor_of(request)
    context = {
        "listing": ROWS.listing(request.GET, lines),
        "lines": lines,
        "tabs": tabs("answers"),
        "counts": {key: sum(key in one.standings for one in lines) for key, _ in STANDINGS},
        "may": actor.may,
        "actor_key": actor.key,
        "breadcrumb": [("Questionnaires", reverse("questionnaires")), ("Library of answers", "")],
    }
    return render(request, "questionnaires/answers.html", context)


@require_safe
def common(request: HttpRequest) -> HttpResponseBase:
    """What customers often ask, and which of it the library answers."""
    lines = common_lines()
    if (file := COMMON.as_csv(request.GET, lines)) is not None:
        return file
    context = {
        "listing": COMMON.listing(request.GET, lines),
        "answered": sum(one.answer is not None for one in lines),
        "total": len(lines),
        "tabs": tabs("answers_common"),
        "may": actor_of(request).may,
        "breadcrumb": [
            ("Questionnaires", reverse("questionnaires")),
            ("Library of answers", reverse("answers")),
            ("Common questions", ""),
        ],
    }
    return render(request, "questionnaires/common.html", context)


@requires("questionnaires.approve")
@require_POST
def answers_approve(request: HttpRequest) -> HttpResponse:
    """Let the ticked answers stand: all of them, or none."""
    ticked = [
        one for one in request.POST.getlist("answer") if one.isascii() and one.isdecimal() and len(one) < 18
    ]
    chosen = tuple(int(one) for one in ticked)
    return acted(
        request, lambda: approve_answers(actor_of(request), answers=chosen), "They stand.", "answers"
    )


@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer with its versions, what proves it, and where it was given."""
    line = answer_line(pk, clock.now().date())
    actor = actor_of(request)
    given = Question.objects.filter(taken_version__answer=pk).select_related("questionnaire__customer")
    context = {
        "line": line,
        "versions": line.answer.versions.select_related("owner"),
        "given": list(given.order_by("-answered_at")[:20]),
        "history": list(entries(subject=line.answer.subject)[:20]),
        "may": actor.may,
        "is_own": line.waiting is not None and line.waiting.written_by == actor.key,
        "breadcrumb": [
            ("Questionnaires", reverse("questionnaires")),
            ("Library of answers", reverse("answers")),
            (Truncator(line.shown.question).chars(60), ""),
        ],
    }
    return render(request, "questionnaires/answer.html", context)
