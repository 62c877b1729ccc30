"""Questionnaires and their questions as pages show them, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from attestry.evidence.queries import store
from attestry.questionnaires.errors import UnknownQuestion, UnknownQuestionnaire
from attestry.questionnaires.models import Question, Questionnaire, Suggestion
from attestry.questionnaires.passages import ANSWER
from attestry.questionnaires.queries.library import cautions
from attestry.questionnaires.rules.closeness import Closeness, closeness
from attestry.questionnaires.rules.state import QuestionState
from attestry.questionnaires.rules.verdict import Verdict
from attestry.ui.addresses import address

_ANSWERED = (QuestionState.ANSWERED.value, QuestionState.REVIEWED.value)


@dataclass(frozen=True, slots=True)
class QuestionnaireLine:
    """A questionnaire with how many of its questions stand where."""

    questionnaire: Questionnaire
    total: int
    answered: int
    reviewed: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as it is shown: how close in words, where it stands, and what speaks against it."""

    suggestion: Suggestion
    url: str
    caution: str

    @property
    def closeness(self) -> Closeness:
        """The score in words."""
        return closeness(self.suggestion.score)

    @property
    def is_answer(self) -> bool:
        """Whether it can be taken as it is: an answer of the library, or one given before."""
        return self.suggestion.version_id is not None or self.suggestion.source_id is not None

    @property
    def kind_words(self) -> str:
        """What it is, in words."""
        return _KINDS[self.suggestion.kind]

    @property
    def verdict_label(self) -> str:
        """The verdict of an answer; empty where it is none."""
        return Verdict(self.suggestion.verdict).label if self.suggestion.verdict else ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its suggestions, the best first."""

    question: Question
    suggested: tuple[Suggested, ...]

    @property
    def best(self) -> Suggested | None:
        """The one to look at first; answered questions need none."""
        return next(iter(self.suggested), None)


_KINDS = {
    "answer": "Library of answers",
    "given": "Given to another questionnaire",
    "policy": "Policy",
    "control": "Control",
    "report": "Issued report",
    "entry": "Evidence",
}


def questionnaires() -> QuerySet[Questionnaire]:
    """Every questionnaire with customer, owner and counts of its questions, in one query."""
    return Questionnaire.objects.select_related("customer", "owner", "reviewer").annotate(
        total=Count("questions"),
        answered=Count("questions", filter=Q(questions__state__in=_ANSWERED)),
        reviewed=Count("questions", filter=Q(questions__state=QuestionState.REVIEWED.value)),
    )


def questionnaire_lines(on: date) -> tuple[QuestionnaireLine, ...]:
    """Every questionnaire by its day, in one query."""
    return tuple(_line(one, on) for one in questionnaires())


def questionnaire_line(pk: int, on: date) -> QuestionnaireLine:
    """One questionnaire. Raises UnknownQuestionnaire."""
    found = questionnaires().filter(pk=pk).first()
    if found is None:
        raise UnknownQuestionnaire(pk)
    return _line(found, on)


def question_numbered(pk: int) -> Question:
    """One question with what its answer was taken from. Raises UnknownQuestion."""
    related = (
        "questionnaire__customer",
        "assigned",
        "taken_version",
        "taken_question__questionnaire__customer",
    )
    found = Question.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise UnknownQuestion(pk)
    return found


def question_lines(questions: Iterable[Question], on: date) -> tuple[QuestionLine, ...]:
    """These questions with their suggestions, in at most six queries however many there are."""
    found = Suggestion.objects.filter(question__in=[one.pk for one in questions]).order_by("question", "rank")
    found = found.select_related("version__answer", "version__owner", "source__questionnaire__customer")
    suggestions = list(found)
    warned = cautions([one.version for one in suggestions if one.version is not None], on)
    shown: dict[int, list[Suggested]] = {}
    for one in suggestions:
        shown.setdefault(one.question_id, []).append(Suggested(one, _address(one), _caution(one, warned)))
    return tuple(QuestionLine(one, tuple(shown.get(one.pk, ()))) for one in questions)


def file_of(questionnaire: Questionnaire) -> bytes:
    """The file as it was received. Raises Broken where its bytes are others now, Unavailable."""
    return store().read(questionnaire.digest)


def sent_file_of(questionnaire: Questionnaire) -> bytes:
    """The file as it was sent. Raises Broken and Unavailable."""
    return store().read(questionnaire.sent_digest)


def _line(one: Questionnaire, on: date) -> QuestionnaireLine:
    counts: dict[str, int] = vars(one)
    return QuestionnaireLine(one, counts["total"], counts["answered"], counts["reviewed"], one.is_overdue(on))


def _caution(one: Suggestion, warned: dict[int, str]) -> str:
    if one.version is None:
        return ""
    if one.version.state != "in_force" or one.version.answer.retired_at is not None:
        return "The library has another answer now, or none: look again for suggestions."
    return warned.get(one.version.pk, "")


def _address(one: Suggestion) -> str:
    kind, _, name = one.key.partition(":")
    if kind == ANSWER:
        return address("answer", int(name))
    if kind == "question":
        return address("question", int(name))
    if kind == "policy":
        return address("policy", name.partition("@")[0])
    return address("control", name) if kind == "control" else ""
