"""Taking a course: its content, its questions, and saying that one has read it to the end."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, user_of
from attestry.accounts.middleware import for_everyone
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.people.queries.register import person_of
from attestry.training.actions.taking import answer_quiz, complete_course
from attestry.training.content import shown
from attestry.training.errors import AnswersMissing
from attestry.training.models import Course
from attestry.training.queries.attempts import attempts_of
from attestry.training.queries.courses import course_named, current_version, owed_by
from attestry.training.rules.quiz import Question
from attestry.ui.navigation import READS_THE_PROGRAM


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page shows it: without which options are right, with those that were chosen."""

    place: int
    words: str
    options: tuple[str, ...]
    takes_several: bool
    chosen: frozenset[int]
    is_missing: bool


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def course_take(request: HttpRequest, key: str) -> HttpResponse:
    """The content, for who owes the course or reads the program; posting it finishes it."""
    found = course_named(key)
    person = person_of(user_of(request))
    owed = {one.pk: line for one, line in owed_by(person, clock.now().date())} if person else {}
    if found.pk not in owed and not actor_of(request).may(READS_THE_PROGRAM):
        raise NotAllowed("This course is not asked of you.", next_step="See what is yours.")
    version = current_version(found)
    questions = version.quiz() if version else ()
    missing: tuple[int, ...] = ()
    if request.method == "POST":
        try:
            return _taken(request, found, questions)
        except AnswersMissing as refusal:
            missing = refusal.places
        except (Invalid, Conflict) as refusal:
            messages.error(request, str(refusal))
            return redirect("course_take", key=key)
    context = {
        "course": found,
        "published": version,
        "content": shown(version.content) if version else "",
        "questions": _asked(questions, request.POST, missing),
        "missing": missing,
        "line": owed.get(found.pk),
        "person": person,
        "attempts": attempts_of(person, found) if person and questions else [],
        "breadcrumb": [("Yours to do", reverse("mine")), (found.title, "")],
    }
    return render(request, "training/take.html", context, status=422 if missing else 200)


def _taken(request: HttpRequest, found: Course, questions: tuple[Question, ...]) -> HttpResponse:
    actor, said = actor_of(request), request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
    if not questions:
        complete_course(actor, found, version=version)
        messages.success(request, f"“{found.title}” is finished.")
        return redirect("mine")
    chosen = [sorted(_chosen(request.POST, place)) for place in range(1, len(questions) + 1)]
    attempt = answer_quiz(actor, found, version=version, answers=chosen)
    if attempt.is_passed:
        messages.success(request, f"“{found.title}” is finished, with {attempt.score} of 100.")
        return redirect("mine")
    messages.error(
        request,
        f"{attempt.score} of 100; {found.pass_score} is needed. The attempt is kept. "
        "Read it once more, then answer again.",
    )
    return redirect("course_take", key=found.key)


def _asked(questions: tuple[Question, ...], posted: QueryDict, missing: tuple[int, ...]) -> list[Asked]:
    return [
        Asked(place, one.words, one.options, one.takes_several, _chosen(posted, place), place in missing)
        for place, one in enumerate(questions, 1)
    ]


def _chosen(posted: QueryDict, place: int) -> frozenset[int]:
    typed = posted.getlist(f"question-{place}")
    return frozenset(int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 4)
