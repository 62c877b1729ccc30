"""The tables of questionnaires."""

from attestry.questionnaires.models.library import Answer, AnswerVersion
from attestry.questionnaires.models.received import Question, Questionnaire, SentAnswer, Suggestion

__all__ = ["Answer", "AnswerVersion", "Question", "Questionnaire", "SentAnswer", "Suggestion"]
