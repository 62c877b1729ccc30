"""Management's pages: what readers ask, and the answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.bridge_letters.queries.letters import letters_for
from attestry.journal.queries import entries
from attestry.kit import clock
from attestry.reliance.actions.answering import answer_question
from attestry.reliance.forms import AnswerForm
from attestry.reliance.queries.questions import QuestionLine, question_line, question_lines
from attestry.reliance.rules.kinds import QuestionKind
from attestry.ui.acting import kept
from attestry.ui.rows import Held, Rows, Shown

_STATES = ("waiting", "answered", "published")
_LIST: Rows[QuestionLine] = Rows(
    name="reader-questions",
    columns=(
        Shown("asked", "Asked", lambda one: one.question.at),
        Shown("who", "Who", lambda one: (one.question.user_entity.name.casefold(), one.question.reader.name)),
        Shown("report", "Report", lambda one: one.question.report.engagement.title),
        Shown("words", "What", lambda one: one.question.words),
        Shown("state", "Stands", lambda one: one.state),
    ),
    export={
        "asked_at": lambda one: one.question.at,
        "name": lambda one: one.question.reader.name,
        "email": lambda one: one.question.reader.email,
        "company": lambda one: one.question.user_entity.name,
        "report": lambda one: one.question.report.engagement.title,
        "kind": lambda one: one.question.kind,
        "question": lambda one: one.question.words,
        "state": lambda one: one.state,
        "answer": lambda one: one.last and one.last.words,
        "published_as": lambda one: one.last and one.last.published_as,
    },
    held=(
        Held("state", "Stands", tuple((one, one.capitalize()) for one in _STATES), lambda one: (one.state,)),
        Held(
            "kind",
            "Kind",
            tuple((one.value, one.label) for one in QuestionKind),
            lambda one: (one.question.kind,),
        ),
    ),
)


@requires("reliance.see")
@require_safe
def reader_questions(request: HttpRequest) -> HttpResponseBase:
    """Every question and every request for a letter, those that wait first; as CSV where asked for."""
    lines = question_lines()
    context = {"listing": _LIST.listing(request.GET, lines), "is_empty": not lines}
    return _LIST.as_csv(request.GET, lines) or render(request, "reliance/reader_questions.html", context)


@requires("reliance.see")
@require_http_methods(["GET", "HEAD", "POST"])
def reader_question(request: HttpRequest, key: UUID) -> HttpResponse:
    """One question with its answers; a further answer by POST."""
    line = question_line(key)
    question, actor = line.question, actor_of(request)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(form, lambda: answer_question(actor, question, **form.cleaned_data)):
        messages.success(request, "Answered; the reader gets a mail.")
        return redirect("reader_question", key)
    is_letter = question.kind == QuestionKind.LETTER
    context = {
        "line": line,
        "question": question,
        "form": form,
        "is_letter": is_letter,
        "letters": letters_for(question.report, clock.now().date()) if is_letter else [],
        "history": entries(subject=question.subject)[:20],
        "may": actor.may,
        "breadcrumb": [("Reader questions", "/reader-questions/"), (str(question), "")],
    }
    return render(request, "reliance/reader_question.html", context, status=422 if form.errors else 200)
