"""How a control of the user entity stands, and what a reader can ask for."""

from __future__ import annotations

from enum import StrEnum


class MappingState(StrEnum):
    """How the user entity's own control stands that the report assumes."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    NOT_IN_PLACE = "not_in_place"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return self.value.replace("_", " ").capitalize()


class QuestionKind(StrEnum):
    """A question about the report, or a request for a letter on the days since."""

    QUESTION = "question"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return {QuestionKind.QUESTION: "Question", QuestionKind.LETTER: "Asks for a bridge letter"}[self]
