"""What changed since an answer was sent: its evidence says something else, or the library does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attestry.questionnaires.models import AnswerVersion, Questionnaire, SentAnswer
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.questionnaires.rules.proof import Proof
from attestry.questionnaires.rules.state import VersionState


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was sent, and why it may no longer hold."""

    sent: SentAnswer
    reasons: tuple[str, ...]


def changes_since(questionnaire: Questionnaire, on: date) -> tuple[Change, ...]:
    """The answers of one questionnaire that changed since, in at most six queries."""
    return changes_among(SentAnswer.objects.filter(question__questionnaire=questionnaire), on)


def changes_among(sent: Iterable[SentAnswer], on: date) -> tuple[Change, ...]:
    """Those of the answers that changed since they were sent, in at most six queries."""
    if hasattr(sent, "select_related"):
        sent = sent.select_related("question__questionnaire__customer", "question__taken_version__answer")
    answers = list(sent)
    known = proofs_of({one["key"] for answer in answers for one in answer.evidence}, on)
    taken = {
        one.question.taken_version.answer_id for one in answers if one.question.taken_version is not None
    }
    in_force = AnswerVersion.objects.filter(answer__in=taken, state=VersionState.IN_FORCE.value)
    digests = dict(in_force.filter(answer__retired_at=None).values_list("answer", "digest"))
    found = ((one, tuple(_reasons(one, known, digests))) for one in answers)
    return tuple(Change(one, reasons) for one, reasons in found if reasons)


def _reasons(sent: SentAnswer, known: dict[str, Proof], digests: dict[int, str]) -> Iterable[str]:
    for one in sent.evidence:
        now = known.get(one["key"])
        if now is None:
            yield f"{one['title']} is not there any more."
        elif now.ended:
            yield f"{now.title}: {now.ended}"
        elif now.mark != one["mark"]:
            yield f"{now.title} says something else now."
    version = sent.question.taken_version
    if version is not None and digests.get(version.answer_id) != sent.version_digest:
        has_another = version.answer_id in digests
        yield (
            "The library answers otherwise now."
            if has_another
            else "The answer was retired from the library."
        )
