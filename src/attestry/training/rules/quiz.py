"""The questions of a course: how an author writes them, and how answers are scored.

A question begins with “?”, a right option with “*”, a wrong one with “-”, each on a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_QUESTIONS = 50
EXAMPLE = "? Who may learn your password?\n* Nobody\n- The help desk\n- Your manager"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its options in their order, and which of them are right, counted from 1."""

    words: str
    options: tuple[str, ...]
    right: frozenset[int]

    @property
    def takes_several(self) -> bool:
        """Whether more than one option has to be chosen."""
        return len(self.right) > 1


class QuestionsUnreadable(ValueError):
    """Questions that nobody could answer. ``wrong`` names each line, and why."""

    def __init__(self, wrong: Sequence[str]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("; ".join(wrong))


def read_questions(text: str) -> tuple[Question, ...]:
    """The questions of a text, none where it is empty. Raises QuestionsUnreadable."""
    wrong: list[str] = []
    asked: list[tuple[int, str, list[tuple[str, bool]]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        mark, words = line.strip()[:1], line.strip()[1:].strip()
        if not mark:
            continue
        if mark not in "?*-":
            wrong.append(f"line {number}: begins with none of ?, * and -")
        elif not words:
            wrong.append(f"line {number}: says nothing after its mark")
        elif mark == "?":
            asked.append((number, words, []))
        elif not asked:
            wrong.append(f"line {number}: an option before any question")
        else:
            asked[-1][2].append((words, mark == "*"))
    wrong += [f"line {number}: {why}" for number, _, options in asked for why in _complaints(options)]
    if len(asked) > MOST_QUESTIONS:
        wrong.append(f"more than {MOST_QUESTIONS} questions")
    if wrong:
        raise QuestionsUnreadable(wrong)
    return tuple(_question(words, options) for _, words, options in asked)


def _complaints(options: Sequence[tuple[str, bool]]) -> list[str]:
    rights = [is_right for _, is_right in options]
    found = []
    if not any(rights):
        found.append("no option of this question is right")
    if all(rights):
        found.append("no option of this question is wrong")
    if len({words for words, _ in options}) < len(options):
        found.append("two options of this question say the same")
    return found


def _question(words: str, options: Sequence[tuple[str, bool]]) -> Question:
    right = frozenset(place for place, (_, is_right) in enumerate(options, 1) if is_right)
    return Question(words, tuple(option for option, _ in options), right)


def unanswered(questions: Sequence[Question], answers: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """The places of the questions, from 1, without an answer that they offer."""
    given = [*answers, *[frozenset[int]()] * len(questions)]
    return tuple(
        place
        for place, (question, chosen) in enumerate(zip(questions, given, strict=False), 1)
        if not chosen or not chosen <= set(range(1, len(question.options) + 1))
    )


def score(questions: Sequence[Question], answers: Sequence[frozenset[int]]) -> int:
    """The share of questions of which exactly the right options were chosen, of 100, rounded down."""
    right = sum(chosen == question.right for question, chosen in zip(questions, answers, strict=True))
    return right * 100 // len(questions)
