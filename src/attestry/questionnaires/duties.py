"""What people owe: questions to answer, questionnaires to see to or review, answers to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.questionnaires.models import AnswerVersion, Questionnaire
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState, VersionState
from attestry.ui.addresses import address

AHEAD = timedelta(days=30)
_LEFT = (QuestionState.OPEN.value, QuestionState.RETURNED.value)
_OPEN = tuple(one.value for one in QuestionnaireState if one.is_open)


def duties(person: Person) -> Iterator[Duty]:
    """In two queries."""
    yield from _answers(person)
    left = Count("questions", filter=Q(questions__state__in=_LEFT))
    mine = Count("questions", filter=Q(questions__state__in=_LEFT, questions__assigned=person))
    found = Questionnaire.objects.filter(state__in=_OPEN).annotate(
        left=left, mine=mine, total=Count("questions")
    )
    for one in found.select_related("customer").order_by("due_on"):
        yield from _of(person, one, vars(one)["left"], vars(one)["mine"])


def _of(person: Person, one: Questionnaire, left: int, mine: int) -> Iterator[Duty]:
    url, name = address("questionnaire", one.pk), f"{one.customer.name}: {one.title}"
    if one.owner_id == person.pk:
        yield Duty("questionnaire", f"See to {name}", url, one.due_on, verb="See to it", icon="list")
    elif mine:
        words = f"Answer {mine} question{'s' if mine > 1 else ''} of {name}"
        yield Duty("questionnaire", words, url, one.due_on, verb="Answer", icon="list")
    if (
        one.reviewer_id == person.pk
        and not left
        and vars(one)["total"]
        and one.state == QuestionnaireState.IN_WORK
    ):
        yield Duty(
            "questionnaire", f"Review the answers to {name}", url, one.due_on, verb="Review", icon="list"
        )


def _answers(person: Person) -> Iterator[Duty]:
    until = clock.now().date() + AHEAD
    mine = AnswerVersion.objects.filter(
        owner=person, state=VersionState.IN_FORCE.value, answer__retired_at=None
    )
    for one in mine.filter(review_on__lte=until).order_by("review_on"):
        url = address("answer", one.answer_id)
        yield Duty("answer", f"Review the answer to: {one.question[:100]}", url, one.review_on, verb="Review")
