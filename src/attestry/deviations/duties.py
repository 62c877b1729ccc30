"""What people owe: to answer the results that the firm shared, and its questions about later events."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.deviations.models import EventAnswer, EventInquiry, SharedResult
from attestry.engagements.queries.answering import who_answers
from attestry.engagements.rules.state import State
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.ui.addresses import address
from attestry.ui.words import counted_words

RESPOND = "deviations.respond"
_OVER = [one.value for one in State if one.is_over]


def duties(person: Person) -> Iterator[Duty]:
    """One for each unanswered result, and for each engagement with unanswered questions, in four queries."""
    if person.email.casefold() not in {one.email.casefold() for one in who_answers(RESPOND)}:
        return
    yield from _results()
    yield from _questions()


def _results() -> Iterator[Duty]:
    shared = SharedResult.objects.exclude(deviation__engagement__state__in=_OVER)
    found = shared.select_related("deviation__control").prefetch_related("responses").order_by("pk")
    last = {one.deviation_id: one for one in found}
    for one in last.values():
        if not one.responses.all():
            deviation = one.deviation
            yield Duty(
                kind="deviation",
                title=f"Respond to {deviation.reference}: {deviation.control.key} {deviation.control.title}",
                url=address("deviations_shared", deviation.engagement_id),
                due_on=None,
                verb="Respond",
            )


def _questions() -> Iterator[Duty]:
    asked = EventInquiry.objects.exclude(engagement__state__in=_OVER).order_by("pk")
    last = {(one.engagement_id, one.topic): one for one in asked}
    answered = set(EventAnswer.objects.filter(inquiry__in=last.values()).values_list("inquiry", flat=True))
    open_ones = [number for (number, _), one in last.items() if one.pk not in answered]
    for number in dict.fromkeys(open_ones):
        count = counted_words(open_ones.count(number), "question")
        yield Duty(
            kind="later events",
            title=f"Answer {count} of the firm about the days after the period",
            url=address("later_events", number),
            due_on=None,
            verb="Answer",
        )
