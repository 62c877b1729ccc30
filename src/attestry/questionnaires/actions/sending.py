"""Sending a questionnaire back: the file in the sender's own layout, sealed, and every answer frozen."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from io import BytesIO

from attestry.evidence.actions import hand_in_document
from attestry.evidence.queries import body
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.questionnaires.actions.receiving import refuse_unless_open
from attestry.questionnaires.errors import NotReviewed
from attestry.questionnaires.models import Question, Questionnaire, SentAnswer
from attestry.questionnaires.queries.filled import filled
from attestry.questionnaires.queries.proofs import proofs_of
from attestry.questionnaires.rules.proof import Proof
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState


@act("questionnaires.send")
def send_questionnaire(actor: Actor, questionnaire: Questionnaire) -> Questionnaire:
    """Freeze every answer, and seal the file as it goes out. Raises NotReviewed, AlreadySent, Broken."""
    refuse_unless_open(questionnaire)
    questions = list(questionnaire.questions.select_related("taken_version").order_by("ordinal"))
    left = sum(one.standing is not QuestionState.REVIEWED for one in questions)
    if left or not questions:
        raise NotReviewed(left)
    now = clock.now()
    made = filled(questionnaire, questions)
    name = f"answered-{questionnaire.file_name}"[:200]
    begun = datetime.combine(now.date(), time.min, UTC)
    entry = hand_in_document(
        Actor.system("questionnaires"),
        BytesIO(made.data),
        filename=name,
        title=f"Questionnaire answered: {questionnaire.title}"[:300],
        period_from=begun,
        period_until=begun + timedelta(days=1),
        note=f"Sent by {actor.name}; received as entry {questionnaire.entry_seq}.",
    )
    known = proofs_of({str(key) for one in questions for key in one.evidence}, now.date())
    SentAnswer.objects.bulk_create((_frozen(one, known, now) for one in questions), batch_size=500)
    questionnaire.state = QuestionnaireState.SENT
    questionnaire.sent_at, questionnaire.sent_by = now, actor.name
    questionnaire.sent_digest, questionnaire.sent_entry_seq = str(body(entry)["digest"]), entry.seq
    questionnaire.save(update_fields=["state", "sent_at", "sent_by", "sent_digest", "sent_entry_seq"])
    record(
        questionnaire.subject,
        after={"sent": len(questions), "digest": questionnaire.sent_digest, "entry": entry.seq},
    )
    return questionnaire


def _frozen(question: Question, known: dict[str, Proof], at: datetime) -> SentAnswer:
    frozen = SentAnswer(
        question=question,
        verdict=question.verdict,
        words=question.words,
        evidence=[known[key].record() for key in question.evidence if key in known],
        version_digest=question.taken_version.digest if question.taken_version else "",
        at=at,
    )
    frozen.digest = frozen.reckon_digest(question.text)
    return frozen
