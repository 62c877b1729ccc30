"""Management's pages: what readers ask, and the answers."""

from __future__ import annotations

from typing import Any
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
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("asked", "Asked"),
    Column("who", "Who"),
    Column("report", "Report"),
    Column("words", "What"),
    Column("state", "Stands"),
)
_HEADER = ("asked_at", "name", "company", "report", "kind", "question", "state", "answer", "published_as")
_KEYS: dict[str, Any] = {
    "asked": lambda one: one.question.at,
    "who": lambda one: (one.question.user_entity.name.lower(), one.question.reader.name.lower()),
    "report": lambda one: one.question.report.engagement.title,
    "words": lambda one: one.question.words.lower(),
    "state": lambda one: one.state,
}


@requires("reliance.see")
@require_safe
def reader_questions(request: HttpRequest) -> HttpResponseBase:
    """Every question and every request for a letter, those that wait first; as CSV where asked for."""
    lines = question_lines()
    filters = (_filter("state", "Stands", lines), _filter("kind", "Kind", lines))
    choice = read_choice(request.GET, _COLUMNS, filters, sort="")
    search = choice.search.lower()
    wanted = {key: value for key, value in choice.filters.items() if value}
    chosen = [
        one
        for one in lines
        if search in _told(one).lower() and all(_held(one)[key] == value for key, value in wanted.items())
    ]
    if choice.sort:
        chosen.sort(key=_KEYS[choice.sort], reverse=choice.is_descending)
    if request.GET.get("format") == "csv":
        return csv_answer("reader-questions.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters)
    context = {"listing": listing, "is_empty": not lines}
    return render(request, "reliance/reader_questions.html", context)


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


def _told(one: QuestionLine) -> str:
    asked = one.question
    return f"{asked.words} {asked.reader.name} {asked.reader.email} {asked.user_entity.name}"


def _held(one: QuestionLine) -> dict[str, str]:
    return {"state": one.state, "kind": one.question.kind}


def _filter(key: str, label: str, lines: list[QuestionLine]) -> Filter:
    words = {"state": ("waiting", "answered", "published"), "kind": tuple(QuestionKind)}[key]
    options = tuple(
        Option(str(one), str(one).capitalize(), sum(_held(line)[key] == one for line in lines))
        for one in words
    )
    return Filter(key, label, options)


def _row(one: QuestionLine) -> tuple[object, ...]:
    asked, last = one.question, one.last
    return (
        asked.at, asked.reader.name, asked.user_entity.name, asked.report.engagement.title, asked.kind,
        asked.words, one.state, last.words if last else "", last.published_as if last else "",
    )  # fmt: skip
