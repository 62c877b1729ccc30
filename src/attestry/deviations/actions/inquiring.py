"""Asking about the days after the period, answering that, and weighing the answers."""

from __future__ import annotations

from datetime import date

from attestry.deviations.actions.sharing import person_behind
from attestry.deviations.errors import DeviationRefused, NotYet
from attestry.deviations.models import EventAnswer, EventInquiry, EventWeighing
from attestry.deviations.rules.events import EventEffect, Topic
from attestry.deviations.standing import refuse_when_over, sealed
from attestry.engagements.actions.telling import tell_management
from attestry.engagements.models import Engagement
from attestry.engagements.wall import refuse_unless_firm, refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.ui.addresses import address
from attestry.workpapers.actions.writing import citable


@act("deviations.ask")
def ask_about_events(actor: Actor, engagement: Engagement) -> list[EventInquiry]:
    """Put a question about each topic to management, once more where it was asked before.

    Raises NotYet before the period has ended, BehindTheWall, DeviationsStay.
    """
    member = refuse_unless_firm(actor, engagement, "A question about later events")
    refuse_when_over(engagement)
    if clock.now().date() <= engagement.until_on:
        raise NotYet(["the days that the report speaks of are not over"])
    made = []
    for topic in Topic:
        said = {"topic": topic.value, "question": topic.question}
        one = sealed(member.user, EventInquiry(engagement=engagement, **said), said)
        one.save(force_insert=True)
        made.append(one)
    record(engagement.subject, after={"events_asked": [one.topic for one in made]})
    tell_management(
        engagement,
        what="The firm asks about the days after the period",
        words="Each question wants an answer: whether something happened, up to which day, and who says so.",
        permission="deviations.respond",
        key=f"events:{made[0].pk}",
        path=address("later_events", engagement.pk),
    )
    return made


@act("deviations.respond")
def answer_about_events(
    actor: Actor,
    inquiry: EventInquiry,
    *,
    has_occurred: bool,
    words: str,
    until_on: date,
    said_by: str,
    entry_seq: int | None = None,
) -> EventAnswer:
    """Answer a question: whether something happened, up to which day, who says so, and what shows it.

    Raises BehindTheWall for the firm, NotYet for a question that was asked again since, DeviationRefused
    for a day ahead or before the end of the period, and for an event without evidence; DeviationsStay.
    """
    held = (
        EventInquiry.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=inquiry.pk)
    )
    engagement = held.engagement
    refuse_unless_management(actor, engagement, "The answer about later events")
    author = person_behind(actor)
    refuse_when_over(engagement)
    if EventInquiry.objects.filter(engagement=engagement, topic=held.topic, pk__gt=held.pk).exists():
        raise NotYet(["the firm asked this again; answer that"])
    for field, text in (("words", words), ("said_by", said_by)):
        if not text.strip():
            raise DeviationRefused(field, "Say it in words.")
    if not engagement.until_on < until_on <= clock.now().date():
        raise DeviationRefused("until_on", "Choose a day after the period that is not ahead.")
    if has_occurred and entry_seq is None:
        raise DeviationRefused("entry", "Name the entry of the ledger that shows what happened.")
    content = {
        "version": held.answers.count() + 1,
        "has_occurred": has_occurred,
        "words": words.strip(),
        "said_by": said_by.strip()[:200],
    }
    entry = citable(actor, entry_seq) if entry_seq is not None else None
    made = EventAnswer(inquiry=held, until_on=until_on, entry=entry, **content)
    said = {**content, "inquiry": held.digest, "until_on": until_on.isoformat(), "entry": entry_seq}
    sealed(author, made, said).save(force_insert=True)
    record(engagement.subject, after={"event_answered": held.topic, "answer": made.digest})
    return made


@act("deviations.evaluate")
def weigh_answer(actor: Actor, answer: EventAnswer, *, effect: EventEffect, words: str) -> EventWeighing:
    """Say what the firm makes of an answer. Raises BehindTheWall, NotYet, DeviationRefused."""
    held = EventAnswer.objects.select_related("inquiry__engagement").get(pk=answer.pk)
    engagement = held.inquiry.engagement
    member = refuse_unless_firm(actor, engagement, "What an answer means")
    refuse_when_over(engagement)
    if held.inquiry.answers.filter(pk__gt=held.pk).exists() or hasattr(held, "weighing"):
        raise NotYet(["it is not the last answer, or was weighed already"])
    if not words.strip():
        raise DeviationRefused("words", "Say why.")
    said = {"answer": held.digest, "effect": effect.value, "words": words.strip()}
    made = sealed(member.user, EventWeighing(answer=held, effect=effect, words=words.strip()), said)
    made.save(force_insert=True)
    record(engagement.subject, after={"weighed": made.digest})
    return made
