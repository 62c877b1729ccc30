"""The file that goes back, made from the one that was received and the answers as they stand."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.questionnaires.models import Question, Questionnaire
from attestry.questionnaires.queries.received import file_of
from attestry.questionnaires.rules.layout import SheetLayout, layout_from
from attestry.questionnaires.rules.verdict import Verdict, word_for
from attestry.questionnaires.writing import Cell, Written, choices_of, written


def filled(questionnaire: Questionnaire, questions: Iterable[Question]) -> Written:
    """The sender's own file with answers in its cells; the rest stays as it was. Raises Broken."""
    data = file_of(questionnaire)
    sheets = {one.sheet: one for one in map(layout_from, questionnaire.layout)}
    choices = {name: _choices(questionnaire, data, one) for name, one in sheets.items()}
    cells: dict[Cell, str] = {}
    for one in questions:
        if one.standing.is_answered:
            cells |= _cells(one, sheets[one.sheet], choices[one.sheet])
    return written(questionnaire.file_format, data, cells)


def _choices(questionnaire: Questionnaire, data: bytes, layout: SheetLayout) -> tuple[str, ...]:
    if questionnaire.file_format != "xlsx" or not layout.verdict:
        return ()
    return choices_of(data, layout.sheet, layout.verdict)


def _cells(question: Question, layout: SheetLayout, choices: tuple[str, ...]) -> dict[Cell, str]:
    """The words of an answer by cell; where there is one cell for both, the verdict comes first."""
    verdict = word_for(Verdict(question.verdict), choices) if question.verdict else ""
    if layout.verdict and layout.words:
        said = {layout.verdict: verdict, layout.words: question.words}
    else:
        said = {layout.verdict or layout.words: _in_one(verdict, question.words)}
    return {Cell(layout.sheet, question.row, column): words for column, words in said.items()}


def _in_one(verdict: str, words: str) -> str:
    """Verdict and words in one cell; a verdict that the words begin with is not said twice."""
    begun = words.lower().startswith(tuple(f"{verdict.lower()}{end}" for end in (".", ",", ":", ";")))
    if not verdict or begun:
        return words
    return f"{verdict}. {words}" if words else verdict
