"""How far a questionnaire, one of its questions, and a version of an answer got."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class QuestionnaireState(StrEnum):
    """Received, in work, reviewed, sent; or nobody wants it any more."""

    RECEIVED = "received"
    IN_WORK = "in_work"
    REVIEWED = "reviewed"
    SENT = "sent"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As one says it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self not in (QuestionnaireState.SENT, QuestionnaireState.WITHDRAWN)


class QuestionState(StrEnum):
    """How far one question got."""

    OPEN = "open"
    RETURNED = "returned"
    ANSWERED = "answered"
    REVIEWED = "reviewed"

    @property
    def label(self) -> str:
        """As one says it."""
        return {"open": "Open", "returned": "Returned", "answered": "To review", "reviewed": "Reviewed"}[self]

    @property
    def is_answered(self) -> bool:
        """Whether an answer stands there that nobody returned."""
        return self in (QuestionState.ANSWERED, QuestionState.REVIEWED)


class VersionState(StrEnum):
    """A version of an answer waits for approval, is in force, was sent back, or was replaced."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    SENT_BACK = "sent_back"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """As one says it."""
        return {
            "waiting": "Waits for approval",
            "in_force": "In force",
            "sent_back": "Sent back",
            "replaced": "Replaced",
        }[self]


def state_after(answered: int, reviewed: int, total: int) -> QuestionnaireState:
    """The state of a questionnaire that is not sent, by how many of its questions stand where."""
    if total and reviewed == total:
        return QuestionnaireState.REVIEWED
    return QuestionnaireState.IN_WORK if answered else QuestionnaireState.RECEIVED


def is_expired(review_on: date, on: date) -> bool:
    """Whether an answer's day of review is over: it holds up to and including that day."""
    return review_on < on
