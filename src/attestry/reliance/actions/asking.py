"""A reader opens a report, asks about it, or asks for a bridge letter."""

from __future__ import annotations

from datetime import timedelta

from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.nondisclosure.queries.standing import refuse_unless_bound
from attestry.notices.actions.posting import Draft, post_notices
from attestry.readers.access import refuse_unless_reader
from attestry.readers.models import Grant, UserEntity
from attestry.readers.queries.grants import open_grant
from attestry.reliance.errors import LetterAskedBefore, SaidWrong, TooManyQuestions
from attestry.reliance.models import ReaderQuestion
from attestry.reliance.queries.questions import open_letter_request
from attestry.reliance.queries.reading import report_under
from attestry.reliance.rules.kinds import QuestionKind

LONGEST, MOST_A_DAY = 2000, 10
_LETTER = "Please write a bridge letter for the days since the report."
_HOUSE = Actor.system("reliance")


@act("reliance.open_as_reader", offered=False)
def note_opening(_actor: Actor, grant: Grant, *, what: str, digest: str) -> None:
    """A reader opens contents of a report in the browser: written down before they are shown."""
    record(grant.subject, after={"opened": what, "report": digest, "by": grant.reader.email})


@act("reliance.ask_as_reader", offered=False)
def ask_question(
    actor: Actor, grant: Grant, *, words: str, kind: QuestionKind = QuestionKind.QUESTION
) -> ReaderQuestion:
    """Keep what a reader asks, and tell management; a request for a letter may say what it is needed for.

    Raises NotAllowed, GrantEnded, NotBound, NothingStands, SaidWrong, TooManyQuestions, LetterAskedBefore.
    """
    reader = grant.reader
    refuse_unless_reader(actor, reader)
    held = open_grant(reader, grant.key)
    refuse_unless_bound(reader)
    report = report_under(held)
    said = words.strip() or (_LETTER if kind is QuestionKind.LETTER else "")
    if not 1 <= len(said) <= LONGEST:
        raise SaidWrong("words: this is empty or too long.", next_step=f"Ask in 1 to {LONGEST:,} characters.")
    now = clock.now()
    # Held until the act ends, so that two that arrive at once are counted one after the other.
    entity = UserEntity.objects.select_for_update().get(pk=reader.user_entity_id)
    asked = ReaderQuestion.objects.filter(user_entity=entity, at__gt=now - timedelta(days=1))
    if asked.count() >= MOST_A_DAY:
        raise TooManyQuestions
    if kind is QuestionKind.LETTER and open_letter_request(entity, held.engagement):
        raise LetterAskedBefore
    kept = committed({"words": said})
    made = ReaderQuestion.objects.create(
        report=report, reader=reader, user_entity=entity, kind=kind, words=said, salt=kept.salt, at=now
    )
    record(made.subject, after={"kind": kind.value, "asked": kept.digest, "by": reader.email})
    _tell_management(made)
    return made


def _tell_management(question: ReaderQuestion) -> None:
    what = "for a bridge letter" if question.kind == QuestionKind.LETTER else "about a report"
    subject = f"{question.user_entity} asks {what}"
    leads = active_users().filter(role__in=(Role.LEAD, Role.ADMINISTRATOR))
    text = f"{question.reader.name} waits for an answer."
    path = f"/reader-questions/{question.key}/"
    post_notices(_HOUSE, [Draft(question.subject, one.email, subject, text, path) for one in leads])
