"""The questionnaire about the days after the period, as both sides and the report read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.deviations.errors import UnknownDeviation
from attestry.deviations.models import EventAnswer, EventInquiry, EventWeighing
from attestry.deviations.rules.events import Asked, Topic
from attestry.engagements.models import Engagement


@dataclass(frozen=True, slots=True)
class EventLine:
    """A topic: the last question, every answer to it, and earlier questions. ``weighing`` is the firm's."""

    topic: Topic
    inquiry: EventInquiry | None
    answers: tuple[EventAnswer, ...]
    earlier: tuple[EventInquiry, ...]

    @property
    def answer(self) -> EventAnswer | None:
        """The answer that counts."""
        return self.answers[-1] if self.answers else None

    @property
    def weighing(self) -> EventWeighing | None:
        """What the firm makes of it."""
        last = self.answer
        return last.weighing if last is not None and hasattr(last, "weighing") else None

    @property
    def asked(self) -> Asked | None:
        """The same in figures; None where nobody asked."""
        until: date | None = self.answer.until_on if self.answer else None
        return Asked(self.topic, until, self.weighing is not None) if self.inquiry else None


def event_lines(engagement: Engagement) -> tuple[EventLine, ...]:
    """Every topic of the questionnaire, in two queries."""
    inquiries = list(EventInquiry.objects.filter(engagement=engagement).order_by("pk"))
    answers = EventAnswer.objects.filter(inquiry__engagement=engagement)
    found = list(answers.select_related("entry", "weighing").order_by("pk"))
    lines = []
    for topic in Topic:
        asked = [one for one in inquiries if one.topic == topic]
        last = asked[-1] if asked else None
        said = tuple(one for one in found if last is not None and one.inquiry_id == last.pk)
        lines.append(EventLine(topic, last, said, tuple(asked[:-1])))
    return tuple(lines)


def inquiry_of(engagement: Engagement, pk: int) -> EventInquiry:
    """One question of the engagement. Raises UnknownDeviation."""
    found = EventInquiry.objects.filter(engagement=engagement, pk=pk).first()
    if found is None:
        raise UnknownDeviation
    return found
