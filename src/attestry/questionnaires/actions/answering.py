"""Answering questions, taking what was suggested, and reviewing: whoever answers never reviews."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Count, Q

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person
from attestry.questionnaires.actions.library import LONGEST_ANSWER, checked_evidence
from attestry.questionnaires.actions.receiving import refuse_unless_open
from attestry.questionnaires.errors import AnswerChanged, OwnAnswer, UnknownQuestion
from attestry.questionnaires.models import AnswerVersion, Question, Questionnaire, Suggestion
from attestry.questionnaires.queries.received import question_lines
from attestry.questionnaires.rules.state import QuestionState, state_after
from attestry.questionnaires.rules.verdict import Verdict

MOST_AT_ONCE = 1_000
_ANSWER_FIELDS = (
    "state", "verdict", "words", "evidence", "taken_version", "taken_question", "answered_by",
    "answered_by_name", "answered_at", "reviewed_by", "reviewed_by_name", "reviewed_at", "review_note",
)  # fmt: skip


@act("questionnaires.answer")
def answer_question(
    actor: Actor,
    question: Question,
    *,
    words: str,
    verdict: Verdict | None = None,
    evidence: tuple[str, ...] = (),
    seen: str = "",
) -> Question:
    """Answer in one's own words; an answer that was reviewed has to be reviewed again.

    ``seen`` is the digest of the answer that was looked at. Raises Invalid, UnknownProof, AnswerChanged,
    AlreadySent.
    """
    refuse_unless_open(question.questionnaire)
    if not words.strip() and verdict is None:
        raise Invalid("words: An answer says something.", next_step="Choose a verdict, or write it in words.")
    if len(words) > LONGEST_ANSWER:
        raise Invalid("words: An answer of at most 8,000 letters.", next_step="Shorten it.")
    _refuse_if_changed(question, seen)
    _answered(actor, question, verdict.value if verdict else "", words.strip(), checked_evidence(evidence))
    _settle(question.questionnaire)
    return question


@act("questionnaires.answer")
def take_suggestion(actor: Actor, suggestion: Suggestion, *, despite_caution: bool = False) -> Question:
    """Give the answer that was suggested, as it stands in its source now.

    Raises Conflict where its source no longer holds and that was not said to be known, AlreadySent.
    """
    refuse_unless_open(suggestion.question.questionnaire)
    _take(actor, [suggestion], despite_caution=despite_caution)
    _settle(suggestion.question.questionnaire)
    return suggestion.question


@act("questionnaires.answer")
def take_suggestions(actor: Actor, questionnaire: Questionnaire, *, suggestions: tuple[int, ...]) -> int:
    """Give each of these suggested answers; all or none. None of them may be one that no longer holds."""
    refuse_unless_open(questionnaire)
    _refuse_count(suggestions, "suggestion")
    found = Suggestion.objects.filter(pk__in=suggestions, question__questionnaire=questionnaire)
    chosen = list(
        found.select_related("question__questionnaire", "version__answer", "version__owner", "source")
    )
    if len(chosen) != len(set(suggestions)):
        raise Conflict("Some suggestions were made anew meanwhile.", next_step="Look at the list again.")
    if len({one.question_id for one in chosen}) != len(chosen):
        raise Invalid("Two answers to the same question.", next_step="Choose one.")
    _take(actor, chosen, despite_caution=False)
    _settle(questionnaire)
    return len(chosen)


@act("questionnaires.review")
def review_questions(actor: Actor, questionnaire: Questionnaire, *, questions: tuple[int, ...]) -> int:
    """Another person read these answers and lets them go out; all or none. Raises OwnAnswer, Conflict."""
    refuse_unless_open(questionnaire)
    chosen = _chosen(questionnaire, questions)
    for one in chosen:
        if one.standing is not QuestionState.ANSWERED:
            raise Conflict(f"Question {one} has no answer to review.", next_step="Look at the list again.")
        if one.answered_by == actor.key:
            raise OwnAnswer
        one.state = QuestionState.REVIEWED
        one.reviewed_by, one.reviewed_by_name, one.reviewed_at = actor.key, actor.name, clock.now()
        one.review_note = ""
        record(_subject(one), after={"reviewed": one.answer_record()})
    Question.objects.bulk_update(chosen, _ANSWER_FIELDS, batch_size=200)
    _settle(questionnaire)
    return len(chosen)


@act("questionnaires.review")
def return_answer(actor: Actor, question: Question, *, reason: str) -> Question:
    """Not so: the answer goes back to who gave it, with the reason. Raises Invalid, OwnAnswer, Conflict."""
    refuse_unless_open(question.questionnaire)
    if not reason.strip():
        raise Invalid("Say what is wrong with the answer.", next_step="Write a reason.")
    if not question.standing.is_answered:
        raise Conflict("There is no answer to return.", next_step="Look at the question again.")
    if question.answered_by == actor.key:
        raise OwnAnswer
    question.state, question.review_note = QuestionState.RETURNED, reason.strip()
    question.reviewed_by, question.reviewed_by_name, question.reviewed_at = actor.key, actor.name, clock.now()
    question.save(update_fields=_ANSWER_FIELDS)
    record(_subject(question), after={"returned": question.review_note})
    _settle(question.questionnaire)
    return question


@act("questionnaires.assign")
def assign_questions(
    actor: Actor, questionnaire: Questionnaire, *, questions: tuple[int, ...], person: Person
) -> int:
    """Ask somebody to answer these. Raises AlreadySent, UnknownQuestion."""
    refuse_unless_open(questionnaire)
    chosen = _chosen(questionnaire, questions)
    questionnaire.questions.filter(pk__in=[one.pk for one in chosen]).update(assigned=person)
    said = {"assigned": person.email, "questions": [one.ordinal for one in chosen]}
    record(questionnaire.subject, after=said)
    return len(chosen)


def _take(actor: Actor, chosen: Sequence[Suggestion], *, despite_caution: bool) -> None:
    warned = {
        one.suggestion.pk: one.caution
        for line in question_lines([one.question for one in chosen], clock.now().date())
        for one in line.suggested
    }
    for one in chosen:
        if (caution := warned.get(one.pk, "")) and not despite_caution:
            raise Conflict(
                f"The answer suggested for {one.question} may not hold: {caution}",
                next_step="Have it reviewed in the library, or take it on its own page, knowing this.",
            )
        if one.question.standing.is_answered:
            raise Conflict(f"Question {one.question} was answered already.", next_step="Look at it again.")
        _take_one(actor, one)


def _take_one(actor: Actor, one: Suggestion) -> None:
    source: AnswerVersion | Question | None = one.version or one.source
    if source is None:
        raise Invalid(
            "This passage is no answer.", next_step="Write the answer in words, and name it as evidence."
        )
    evidence = tuple(str(key) for key in source.evidence)
    _answered(
        actor, one.question, source.verdict, source.words, evidence, version=one.version, source=one.source
    )


def _answered(
    actor: Actor,
    question: Question,
    verdict: str,
    words: str,
    evidence: Collection[str],
    *,
    version: AnswerVersion | None = None,
    source: Question | None = None,
) -> None:
    before = question.answer_record() if question.answered_by else None
    question.state = QuestionState.ANSWERED
    question.verdict, question.words, question.evidence = verdict, words, list(evidence)
    question.taken_version, question.taken_question = version, source
    question.answered_by, question.answered_by_name, question.answered_at = actor.key, actor.name, clock.now()
    question.reviewed_by, question.reviewed_by_name, question.reviewed_at = "", "", None
    question.review_note = ""
    question.save(update_fields=_ANSWER_FIELDS)
    taken = version.answer.subject if version else _subject(source) if source else ""
    record(_subject(question), before=before, after={**question.answer_record(), "taken_from": taken})


def _settle(questionnaire: Questionnaire) -> None:
    """The state that follows from how far its questions got."""
    counts = questionnaire.questions.aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=~Q(state=QuestionState.OPEN.value)),
        reviewed=Count("pk", filter=Q(state=QuestionState.REVIEWED.value)),
    )
    state = state_after(counts["answered"], counts["reviewed"], counts["total"])
    if state != questionnaire.state:
        record(
            questionnaire.subject, before={"state": str(questionnaire.state)}, after={"state": state.value}
        )
        questionnaire.state = state
        questionnaire.save(update_fields=["state"])


def _refuse_if_changed(question: Question, seen: str) -> None:
    question.refresh_from_db(fields=["state", "verdict", "words", "evidence", "answered_by"])
    if seen and seen != question.answer_digest():
        raise AnswerChanged


def _chosen(questionnaire: Questionnaire, questions: Collection[int]) -> list[Question]:
    _refuse_count(questions, "question")
    found = list(questionnaire.questions.filter(pk__in=questions).order_by("ordinal"))
    if len(found) != len(set(questions)):
        raise UnknownQuestion(next(iter(set(questions) - {one.pk for one in found})))
    return found


def _refuse_count(chosen: Collection[int], noun: str) -> None:
    if not chosen:
        raise Invalid(f"No {noun} is ticked.", next_step="Tick at least one.")
    if len(chosen) > MOST_AT_ONCE:
        raise Invalid(f"More than {MOST_AT_ONCE} at once.", next_step="Tick fewer.")


def _subject(question: Question) -> str:
    return f"question:{question.pk}"
