"""Suggestions for the questions of a questionnaire: what is written already and comes close."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.stems import stems_of
from attestry.questionnaires.content import with_one_word
from attestry.questionnaires.models import Question, Questionnaire, Suggestion
from attestry.questionnaires.passages import LONGEST_SHOWN, Passage, passages
from attestry.questionnaires.rules.closeness import Corpus, Found

MOST_SUGGESTIONS = 5
MOST_OF_A_KIND = 3
_LOOKED_AT = 14
_FOR_AN_ANSWER = 0.15


def suggestions_for(questionnaire: Questionnaire) -> list[Suggestion]:
    """Suggestions for each question that nobody answered, unsaved, the best of each question first."""
    asked = [one for one in questionnaire.questions.all() if not one.standing.is_answered]
    known = passages(questionnaire)
    corpus = Corpus(
        _stems([one.heading for one in known]), _stems([f"{one.words} {one.also}" for one in known])
    )
    made: list[Suggestion] = []
    for question, stems in zip(asked, _stems([one.text for one in asked]), strict=True):
        found = _picked(corpus.closest(stems, _LOOKED_AT), known)
        made += [_suggestion(question, rank, one, known[one.place]) for rank, one in enumerate(found, 1)]
    return made


def _stems(texts: Sequence[str]) -> list[list[str]]:
    return stems_of([with_one_word(text) for text in texts])


def _picked(found: Sequence[Found], known: Sequence[Passage]) -> list[Found]:
    """The closest, answers before what only speaks of it, and not all of one kind."""
    counts: dict[str, int] = {}
    picked = []
    for one in sorted(found, key=lambda one: -one.score - _FOR_AN_ANSWER * known[one.place].is_answer):
        kind = known[one.place].kind
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_OF_A_KIND:
            picked.append(one)
    return picked[:MOST_SUGGESTIONS]


def _suggestion(question: Question, rank: int, found: Found, passage: Passage) -> Suggestion:
    return Suggestion(
        question=question,
        rank=rank,
        kind=passage.kind,
        key=passage.key,
        title=passage.heading,
        passage=passage.words[:LONGEST_SHOWN],
        verdict=passage.verdict,
        score=found.score,
        version_id=passage.version,
        source_id=passage.source,
    )
