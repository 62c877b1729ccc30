"""A reader asks about a report, reads what was answered to all, and asks for a bridge letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from attestry.reliance.actions.asking import ask_question
from attestry.reliance.forms import AskForm
from attestry.reliance.queries.questions import published, questions_of
from attestry.reliance.queries.reading import report_under
from attestry.reliance.rules.kinds import QuestionKind
from attestry.reliance.views.bound import for_bound_readers
from attestry.ui.acting import answer, kept

if TYPE_CHECKING:
    from attestry.readers.models import Grant


@for_bound_readers
@require_http_methods(["GET", "HEAD", "POST"])
def report_questions(request: HttpRequest, grant: Grant) -> HttpResponseBase:
    """What the reader's company asked, and what every reader was answered; a further question by POST."""
    reader = grant.reader
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(form, lambda: ask_question(reader.actor(), grant, **form.cleaned_data)):
        messages.success(request, "Asked. You get a mail when it is answered.")
        return redirect("report_questions", grant.key)
    context = {
        "reader": reader,
        "grant": grant,
        "report": report_under(grant),
        "form": form,
        "lines": questions_of(reader.user_entity, grant.engagement),
        "published": published(grant.engagement),
    }
    return render(request, "reliance/questions.html", context, status=422 if form.errors else 200)


@for_bound_readers
@require_POST
def letter_ask(request: HttpRequest, grant: Grant) -> HttpResponse:
    """Ask for a bridge letter; one request of a company waits at a time."""
    words = request.POST.get("words", "")
    return answer(
        request,
        lambda: ask_question(grant.reader.actor(), grant, words=words, kind=QuestionKind.LETTER),
        "Asked. You get a mail when it is answered.",
        "report_questions",
        grant.key,
    )
