"""Writing answers of the library, letting them stand, and retiring them. Who writes never approves."""

from __future__ import annotations

from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person
from attestry.questionnaires.content import common_questions
from attestry.questionnaires.errors import (
    AnswerChanged,
    NothingProvesIt,
    NothingToDecide,
    OwnAnswer,
    UnknownProof,
)
from attestry.questionnaires.models import Answer, AnswerVersion
from attestry.questionnaires.queries.proofs import current_key, proofs_of, versions_in_force
from attestry.questionnaires.rules.layout import LONGEST_QUESTION
from attestry.questionnaires.rules.state import VersionState
from attestry.questionnaires.rules.verdict import Verdict

LONGEST_ANSWER = 8_000


@act("questionnaires.answer")
def write_answer(
    actor: Actor,
    answer: Answer | None = None,
    *,
    question: str,
    words: str,
    verdict: Verdict,
    owner: Person,
    review_on: date,
    source: str,
    evidence: tuple[str, ...] = (),
    common: str = "",
    change_note: str = "",
    seen: str = "",
) -> AnswerVersion:
    """A new version of an answer, or a new answer; it waits until somebody else lets it stand.

    ``seen`` is the digest of the version that was looked at. Raises Invalid, UnknownProof, AnswerChanged.
    """
    _check(question, words, source, review_on, common)
    keys = checked_evidence(evidence)
    newest = answer.versions.order_by("-number").first() if answer else None
    if newest is not None and seen and seen != newest.digest:
        raise AnswerChanged
    if answer is not None and answer.retired_at is not None:
        raise Conflict("This answer was retired.", next_step="Write a new one.")
    made = answer or Answer.objects.create(common=common, recorded_at=clock.now())
    made.versions.filter(state=VersionState.WAITING.value).update(state=VersionState.REPLACED.value)
    version = AnswerVersion(
        answer=made,
        number=newest.number + 1 if newest else 1,
        state=VersionState.WAITING.value,
        question=question.strip(),
        words=words.strip(),
        verdict=verdict.value,
        owner=owner,
        source=source.strip()[:300],
        review_on=review_on,
        evidence=list(keys),
        change_note=change_note.strip(),
        written_by=actor.key,
        written_by_name=actor.name,
        written_at=clock.now(),
    )
    version.digest = version.reckon_digest()
    version.save()
    record(made.subject, before=newest.record() if newest else None, after=version.record())
    return version


@act("questionnaires.approve")
def approve_answer(actor: Actor, answer: Answer, *, seen: str = "") -> AnswerVersion:
    """Let the version that waits stand, with what proves it now.

    Raises NothingToDecide, OwnAnswer, AnswerChanged, NothingProvesIt; UnknownProof where its evidence ended.
    """
    version = _waiting(actor, answer, seen)
    if not version.evidence:
        raise NothingProvesIt
    checked_evidence(tuple(version.evidence))
    answer.versions.filter(state=VersionState.IN_FORCE.value).update(state=VersionState.REPLACED.value)
    return _decided(actor, version, VersionState.IN_FORCE, "")


@act("questionnaires.approve")
def send_back_answer(actor: Actor, answer: Answer, *, reason: str, seen: str = "") -> AnswerVersion:
    """Not so: it goes back to its writer; what was in force stays. Raises as approve_answer, Invalid."""
    if not reason.strip():
        raise Invalid("Say what is wrong with it.", next_step="Write a reason for who wrote it.")
    return _decided(actor, _waiting(actor, answer, seen), VersionState.SENT_BACK, reason.strip())


@act("questionnaires.retire")
def retire_answer(actor: Actor, answer: Answer, *, reason: str) -> Answer:
    """Nobody is to give this answer any more; what was sent with it stays. Raises Invalid, Conflict."""
    if not reason.strip():
        raise Invalid("Say why it is retired.", next_step="Write a reason.")
    if answer.retired_at is not None:
        raise Conflict("It was retired already.", next_step="See the library of answers.")
    answer.retired_at, answer.retired_reason = clock.now(), reason.strip()
    answer.save(update_fields=["retired_at", "retired_reason"])
    record(answer.subject, after={"retired": answer.retired_reason})
    return answer


def checked_evidence(evidence: tuple[str, ...]) -> tuple[str, ...]:
    """The keys as they are kept: a bare control or entry, and a policy without its version, are completed.

    Raises UnknownProof where one names nothing, or proves nothing any more.
    """
    in_force = versions_in_force() if evidence else {}
    keys = tuple(dict.fromkeys(current_key(_named(one), in_force) for one in evidence))
    known = proofs_of(keys, clock.now().date())
    if unknown := [key for key in keys if key not in known]:
        raise UnknownProof(f"There is no {', '.join(unknown)[:200]}.")
    if ended := [known[key] for key in keys if known[key].ended]:
        raise UnknownProof(f"{ended[0].title} proves nothing any more. {ended[0].ended}")
    return keys


def _named(text: str) -> str:
    if ":" in text:
        return text
    bare = text.lstrip("#")
    return f"entry:{bare}" if bare.isdecimal() else f"control:{bare.upper()}"


def _check(question: str, words: str, source: str, review_on: date, common: str) -> None:
    if not question.strip() or len(question) > LONGEST_QUESTION:
        raise Invalid("question: A question of at most 4,000 letters.", next_step="Say what customers ask.")
    if not words.strip() or len(words) > LONGEST_ANSWER:
        raise Invalid("words: An answer of at most 8,000 letters.", next_step="Say what we answer.")
    if not source.strip():
        raise Invalid(
            "source: An answer comes from somewhere.", next_step="Name a team, a document, a person."
        )
    if review_on <= clock.now().date():
        raise Invalid("review_on: The day of review has to come yet.", next_step="Choose a later day.")
    if common and common not in common_questions():
        raise Invalid(f"There is no common question {common}.", next_step="Leave it empty.")


def _waiting(actor: Actor, answer: Answer, seen: str) -> AnswerVersion:
    version = answer.versions.filter(state=VersionState.WAITING.value).select_related("owner").first()
    if version is None:
        raise NothingToDecide
    if seen and seen != version.digest:
        raise AnswerChanged
    if version.written_by == actor.key:
        raise OwnAnswer
    return version


def _decided(actor: Actor, version: AnswerVersion, state: VersionState, note: str) -> AnswerVersion:
    version.state, version.decision_note = state.value, note
    version.decided_by, version.decided_by_name, version.decided_at = actor.key, actor.name, clock.now()
    version.save(update_fields=["state", "decision_note", "decided_by", "decided_by_name", "decided_at"])
    record(
        version.answer.subject,
        after={"version": version.number, "state": state.value, "digest": version.digest, "note": note},
    )
    return version
