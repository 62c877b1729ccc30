"""Questions on the record: a reader's own, those that every reader sees, and all of them for management."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from attestry.engagements.models import Engagement
from attestry.readers.models import UserEntity
from attestry.reliance.errors import UnknownQuestion
from attestry.reliance.models import ReaderAnswer, ReaderQuestion
from attestry.reliance.rules.kinds import QuestionKind


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its answers, the last of which counts."""

    question: ReaderQuestion
    answers: tuple[ReaderAnswer, ...]

    @property
    def last(self) -> ReaderAnswer | None:
        """The answer that counts; None while it waits."""
        return self.answers[-1] if self.answers else None

    @property
    def state(self) -> str:
        """Whether it waits, was answered to who asked, or to every reader."""
        if self.last is None:
            return "waiting"
        return "published" if self.last.published_as else "answered"


def questions_of(entity: UserEntity, engagement: Engagement) -> list[QuestionLine]:
    """What a user entity asked about the report of an engagement; two queries."""
    return _lines(_all().filter(user_entity=entity, report__engagement=engagement))


def published(engagement: Engagement) -> list[ReaderAnswer]:
    """Last answers that every reader of the report sees; nothing on them says who asked. Two queries."""
    lines = _lines(
        _all().filter(report__engagement=engagement, kind=QuestionKind.QUESTION, answers__isnull=False)
        .distinct()
    )  # fmt: skip
    return [one.last for one in lines if one.last and one.last.published_as]


def question_lines() -> list[QuestionLine]:
    """Every question, those that wait first; two queries."""
    return sorted(_lines(_all()), key=lambda one: one.last is not None)


def question_line(key: UUID) -> QuestionLine:
    """One question. Raises UnknownQuestion."""
    found = _lines(_all().filter(key=key))
    if not found:
        raise UnknownQuestion
    return found[0]


def waiting() -> QuerySet[ReaderQuestion]:
    """Questions that nobody answered."""
    return ReaderQuestion.objects.filter(answers=None)


def open_letter_request(entity: UserEntity, engagement: Engagement) -> ReaderQuestion | None:
    """The request for a bridge letter that waits; None where none does."""
    return (
        waiting().filter(user_entity=entity, report__engagement=engagement, kind=QuestionKind.LETTER).first()
    )


def _all() -> QuerySet[ReaderQuestion]:
    found = ReaderQuestion.objects.select_related("reader", "user_entity", "report__engagement__system")
    return found.defer("report__content", "report__companion", "report__oscal").prefetch_related("answers")


def _lines(found: Iterable[ReaderQuestion]) -> list[QuestionLine]:
    return [QuestionLine(one, tuple(one.answers.all())) for one in found]
