"""One questionnaire: each question with what is suggested, what is answered, and who reviewed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.evidence.actions import sign_checkpoint
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.questionnaires.actions.answering import assign_questions, review_questions, take_suggestions
from attestry.questionnaires.actions.receiving import suggest_answers, withdraw_questionnaire
from attestry.questionnaires.actions.sending import send_questionnaire
from attestry.questionnaires.forms import PersonForm
from attestry.questionnaires.models import Question, Questionnaire
from attestry.questionnaires.queries.changes import changes_since
from attestry.questionnaires.queries.received import QuestionnaireLine, question_lines, questionnaire_line
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState
from attestry.ui.acting import answer
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("ordinal", "Question"),
    Column("suggestion", "What comes close", sortable=False),
    Column("answer", "Answer", sortable=False),
    Column("state", "State"),
)
_HEADER = (
    "sheet", "row", "reference", "section", "question", "state", "verdict", "answer", "evidence",
    "answered_by", "reviewed_by",
)  # fmt: skip
_ORDERS = {"ordinal": "ordinal", "state": "state"}


@require_safe
def questionnaire(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The questions, fifty at a time; as CSV where asked for."""
    today = clock.now().date()
    line = questionnaire_line(pk, today)
    found, actor = line.questionnaire, actor_of(request)
    filters = _filters(found)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="ordinal")
    chosen = _chosen(found, choice)
    if request.GET.get("format") == "csv":
        return csv_answer(f"questionnaire-{pk}.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    shown = question_lines(list(chosen[start : start + PAGE_SIZE]), today)
    total = line.total if not choice.filters and not choice.search else chosen.count()
    is_open = found.standing.is_open
    context: dict[str, Any] = {
        "line": line,
        "found": found,
        "listing": Listing(_COLUMNS, shown, total, choice, filters),
        "changes": () if is_open else changes_since(found, today),
        "may": actor.may,
        "is_open": is_open,
        "may_answer": is_open and actor.may("questionnaires.answer"),
        "may_review": is_open and actor.may("questionnaires.review"),
        "person_form": PersonForm() if is_open and actor.may("questionnaires.assign") else None,
        "actor_key": actor.key,
        "next_words": _next(line),
        "breadcrumb": [("Questionnaires", reverse("questionnaires")), (found.title, "")],
    }
    return render(request, "questionnaires/questionnaire.html", context)


@requires("questionnaires.suggest")
@require_POST
def questionnaire_suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again for what comes close."""
    found = _found(pk)
    said = "Suggestions are made anew for every question that is not answered."
    return answer(request, lambda: suggest_answers(actor_of(request), found), said, "questionnaire", pk)


@requires("questionnaires.answer")
@require_POST
def questions_together(request: HttpRequest, pk: int) -> HttpResponse:
    """Take, review or hand out the ticked ones: all of them, or none."""
    found, verb = _found(pk), request.POST.get("do", "")
    actor, taken, asked = actor_of(request), _ticked(request, "suggestion"), _ticked(request, "question")
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "take": (
            lambda: take_suggestions(actor, found, suggestions=taken),
            "The ticked suggestions are taken. Somebody else reviews them.",
        ),
        "review": (
            lambda: review_questions(actor, found, questions=asked),
            "The ticked answers are reviewed.",
        ),
        "assign": (lambda: _assigned(request, found), "They are asked to answer the ticked ones."),
    }
    if verb not in deeds:
        raise Invalid("Nothing was asked for.", next_step="Press one of the buttons.")
    do, said = deeds[verb]
    done = answer(request, do, said, "questionnaire", pk)
    done["Location"] += _back_to(request)
    return done


@requires("questionnaires.send")
@require_POST
def questionnaire_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the answers and seal the file."""
    found = _found(pk)

    def send() -> None:
        send_questionnaire(actor_of(request), found)
        sign_checkpoint(Actor.system("questionnaires"))

    said = "The answers are frozen and the file is sealed. Download it, and give it to the customer."
    return answer(request, send, said, "questionnaire", pk)


@requires("questionnaires.withdraw")
@require_POST
def questionnaire_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody wants it any more."""
    found, reason = _found(pk), request.POST.get("reason", "")
    return answer(
        request,
        lambda: withdraw_questionnaire(actor_of(request), found, reason=reason),
        "It is withdrawn.",
        "questionnaire",
        pk,
    )


def _found(pk: int) -> Questionnaire:
    return questionnaire_line(pk, clock.now().date()).questionnaire


def _ticked(request: HttpRequest, name: str) -> tuple[int, ...]:
    return tuple(
        int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdecimal() and len(one) < 18
    )


def _assigned(request: HttpRequest, found: Questionnaire) -> int:
    form = PersonForm(request.POST)
    if not form.is_valid():
        raise Invalid("Nobody was chosen.", next_step="Choose who answers the ticked ones.")
    chosen = _ticked(request, "question")
    return assign_questions(actor_of(request), found, questions=chosen, person=form.cleaned_data["person"])


def _back_to(request: HttpRequest) -> str:
    page = request.POST.get("page", "")
    return f"?page={page}" if page.isascii() and page.isdecimal() and len(page) < 6 and page != "1" else ""


def _filters(found: Questionnaire) -> tuple[Filter, ...]:
    counted = dict(found.questions.order_by().values_list("state").annotate(count=Count("pk")))
    options = tuple(Option(one.value, one.label, counted.get(one.value, 0)) for one in QuestionState)
    return (Filter("state", "State", options),)


def _chosen(found: Questionnaire, choice: Choice) -> Any:
    asked = found.questions.select_related("assigned")
    if state := choice.filters.get("state"):
        asked = asked.filter(state=state)
    for word in choice.search.split():
        asked = asked.filter(
            Q(text__icontains=word) | Q(reference__icontains=word) | Q(words__icontains=word)
        )
    by = _ORDERS[choice.sort or "ordinal"]
    return asked.order_by(f"-{by}" if choice.is_descending else by, "ordinal")


def _row(one: Question) -> tuple[object, ...]:
    return (
        one.sheet, one.row, one.reference, one.section, one.text, one.state, one.verdict_label, one.words,
        " ".join(one.evidence), one.answered_by_name, one.reviewed_by_name,
    )  # fmt: skip


def _next(line: QuestionnaireLine) -> str:
    """The one next thing to do with it."""
    found = line.questionnaire
    if not found.standing.is_open:
        return ""
    if not line.total:
        return "say where its questions stand."
    if line.answered < line.total:
        left = line.total - line.answered
        return f"answer {left:,} more question{'s' if left > 1 else ''}."
    if found.standing is not QuestionnaireState.REVIEWED:
        return "have another person review the answers."
    return "send it."
