"""Management answers a reader; an answer may be shown to every reader of the report, without who asked."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.notices.actions.posting import Draft, post_notices
from attestry.reliance.errors import SaidWrong
from attestry.reliance.models import ReaderAnswer, ReaderQuestion
from attestry.reliance.rules.kinds import QuestionKind
from attestry.ui.addresses import address

LONGEST = 8000
_HOUSE = Actor.system("reliance")


@act("reliance.answer")
def answer_question(
    actor: Actor, question: ReaderQuestion, *, words: str, published_as: str = ""
) -> ReaderAnswer:
    """Answer it; a further answer corrects the one before, which stays on the record.

    ``published_as`` is the question in words that name nobody: with it every reader of the report reads
    both. Raises SaidWrong.
    """
    said, public = words.strip(), published_as.strip()
    if not 1 <= len(said) <= LONGEST:
        raise SaidWrong(
            "words: this is empty or too long.", next_step=f"Answer in 1 to {LONGEST:,} characters."
        )
    if len(public) > LONGEST:
        raise SaidWrong("published_as: this is too long.", next_step="Ask it in fewer words.")
    if public and question.kind == QuestionKind.LETTER:
        raise SaidWrong(
            "published_as: a request for a letter is not published.", next_step="Sign the letter instead."
        )
    named = (question.user_entity.name, question.reader.name, question.reader.email)
    shown = f"{public} {said}".casefold() if public else ""
    if name := next((one for one in named if one.casefold() in shown), ""):
        raise SaidWrong(
            f"published_as: question or answer names {name}.",
            next_step="Write both so that nobody learns who asked.",
        )
    kept = committed({"words": said, "published_as": public})
    made = ReaderAnswer.objects.create(
        question=question, words=said, published_as=public, salt=kept.salt, by_name=actor.name, at=clock.now()
    )
    record(question.subject, after={"answered": kept.digest, "for_every_reader": bool(public)})
    key = f"{question.subject}:answer:{made.pk}"
    text = "The company answered what you asked about its report. Sign in to read it."
    told = Draft(key, question.reader.email, "Your question was answered", text, address("reading"))
    post_notices(_HOUSE, [told])
    return made
