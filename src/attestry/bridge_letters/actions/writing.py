"""Drafting a letter, answering for what changed, and reviewing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.bridge_letters.actions.around import held_open
from attestry.bridge_letters.errors import CannotGo, CannotReview, LetterChanged, LetterRefused
from attestry.bridge_letters.models import BridgeLetter, ChangeAnswer, LetterReview, LetterText
from attestry.bridge_letters.queries.letters import report_to_bridge
from attestry.bridge_letters.queries.standing import last_text, standing_of
from attestry.bridge_letters.rules.change import Answer
from attestry.bridge_letters.rules.coverage import wrong_days
from attestry.bridge_letters.rules.wording import borrowed_words
from attestry.engagements.models import Engagement
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock

_LONGEST = 20_000


@act("bridge_letters.keep")
def open_letter(
    actor: Actor,
    engagement: Engagement,
    *,
    from_on: date,
    until_on: date,
    next_report_on: date | None = None,
    is_no_material_change: bool = False,
    statement: str = "",
    limits: str = "",
    acknowledges_length: bool = False,
) -> BridgeLetter:
    """Begin a letter for the report of an engagement.

    Raises NoReportToBridge, and LetterRefused for days or words that no letter holds.
    """
    report = report_to_bridge(engagement)
    _refuse(report.engagement.until_on, from_on, until_on, statement=statement, limits=limits)
    made = BridgeLetter.objects.create(report=report, made_by=actor.name, made_at=clock.now())
    text = LetterText(
        letter=made,
        version=1,
        from_on=from_on,
        until_on=until_on,
        is_no_material_change=is_no_material_change,
        statement=statement.strip(),
        limits=limits.strip(),
        next_report_on=next_report_on,
        acknowledges_length=acknowledges_length,
    )
    _keep(actor, text, report=report.pk)
    return made


@act("bridge_letters.keep")
def write_letter(
    actor: Actor,
    letter: BridgeLetter,
    *,
    from_on: date,
    until_on: date,
    next_report_on: date | None = None,
    is_no_material_change: bool = False,
    statement: str = "",
    limits: str = "",
    acknowledges_length: bool = False,
    seen_version: int = 0,
) -> LetterText:
    """Write it anew; the version before stays. ``seen_version`` is the one that was read.

    Raises LetterClosed, LetterChanged where somebody else wrote meanwhile, and LetterRefused.
    """
    found = held_open(letter)
    before = last_text(found)
    if seen_version and seen_version != before.version:
        raise LetterChanged
    _refuse(found.report.engagement.until_on, from_on, until_on, statement=statement, limits=limits)
    text = LetterText(
        letter=found,
        version=before.version + 1,
        from_on=from_on,
        until_on=until_on,
        is_no_material_change=is_no_material_change,
        statement=statement.strip(),
        limits=limits.strip(),
        next_report_on=next_report_on,
        acknowledges_length=acknowledges_length,
    )
    return _keep(actor, text)


@act("bridge_letters.keep")
def answer_changes(
    actor: Actor, letter: BridgeLetter, *, keys: Sequence[str], answer: Answer, words: str
) -> int:
    """Answer for one change or several alike: readers are told, or why it is not material.

    Raises LetterClosed, and LetterRefused without words, for borrowed words, and for a change that is none.
    """
    found = held_open(letter)
    said = words.strip()
    if not said:
        raise LetterRefused("words", "Say what readers have to know, or why it is not material.")
    _refuse_borrowed(words=said)
    known = {one.change.key: one.change for one in standing_of(found, today=clock.now().date()).changes}
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise LetterRefused("keys", "Choose at least one change.")
    for key in wanted:
        if key not in known:
            raise LetterRefused("keys", f"The records tell of no change “{key}” in these days.")
        if Answer(answer) is Answer.EXPLAINED and known[key].must_be_disclosed:
            raise LetterRefused("answer", f"“{known[key].title}” is open and rated high: disclose it.")
    ChangeAnswer.objects.bulk_create(
        ChangeAnswer(
            letter=found,
            key=key,
            change_digest=known[key].digest(),
            answer=Answer(answer),
            words=said,
            by_key=actor.key,
            by_name=actor.name,
            at=clock.now(),
        )
        for key in wanted
    )
    record(found.subject, after={"answered": wanted, "answer": Answer(answer).value, "words": said})
    return len(wanted)


@act("bridge_letters.review")
def review_letter(actor: Actor, letter: BridgeLetter, *, seen_digest: str = "") -> LetterReview:
    """Find that it says what the records say. ``seen_digest`` is that of the contents that were read.

    Raises CannotReview for whoever wrote any of it, LetterClosed, and CannotGo with everything against it.
    """
    found = held_open(letter)
    writers = {one.by_key for one in found.texts.all()} | {one.by_key for one in found.answers.all()}
    if actor.key in writers:
        raise CannotReview("Whoever wrote it does not review it.", "Ask somebody else to read it.")
    if actor.kind != "user":
        raise CannotReview("A letter is reviewed by a person.", "Sign in as that person.")
    standing = standing_of(found, today=clock.now().date())
    if seen_digest and seen_digest != standing.digest:
        raise CannotReview("It says something else than what you read.", "Read it again.")
    if standing.against:
        raise CannotGo(standing.against)
    made = LetterReview.objects.create(
        letter=found,
        content=standing.content,
        content_digest=standing.digest,
        by_key=actor.key,
        by_name=actor.name,
        at=clock.now(),
    )
    record(found.subject, after={"reviewed": standing.digest})
    return made


def _refuse(report_until_on: date, from_on: date, until_on: date, **texts: str) -> None:
    """Raises LetterRefused for days that cannot be, and for words that belong to an auditor."""
    for field, why in wrong_days(report_until_on, from_on, until_on, today=clock.now().date()).items():
        raise LetterRefused(field, why)
    _refuse_borrowed(**texts)


def _refuse_borrowed(**texts: str) -> None:
    for field, text in texts.items():
        if len(text) > _LONGEST:
            raise LetterRefused(field, f"It is longer than {_LONGEST:,} characters.")
        if found := borrowed_words(text):
            named = ", ".join(f"“{one}”" for one in found)
            raise LetterRefused(
                field, f"{named} belongs to an auditor. This is management's own word; say it without that."
            )


def _keep(actor: Actor, text: LetterText, **more: int) -> LetterText:
    text.by_key, text.by_name, text.at = actor.key, actor.name, clock.now()
    text.save(force_insert=True)
    record(
        text.letter.subject,
        after={
            **more,
            "version": text.version,
            "from": text.from_on.isoformat(),
            "until": text.until_on.isoformat(),
            "no material change": text.is_no_material_change,
            "statement": text.statement,
            "limits": text.limits,
            "next report": text.next_report_on.isoformat() if text.next_report_on else "",
            "knows that it is long": text.acknowledges_length,
        },
    )
    return text
