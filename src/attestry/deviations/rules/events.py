"""What is asked about the days between the end of the period and the report (AT-C 205, subsequent events)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attestry.ui.words import day_words


class Topic(StrEnum):
    """What the firm asks about."""

    INCIDENTS = "incidents"
    CONTROL_FAILURES = "control_failures"
    SYSTEM_CHANGES = "system_changes"
    LEADERSHIP = "leadership"
    LITIGATION = "litigation"

    @property
    def label(self) -> str:
        """The topic as a heading."""
        return self.value.replace("_", " ").capitalize()

    @property
    def question(self) -> str:
        """The question as it is put to management."""
        return _QUESTIONS[self]


class EventEffect(StrEnum):
    """What the firm makes of an answer."""

    NONE = "none"
    DISCLOSE = "disclose"
    ADJUST = "adjust"
    MODIFY = "modify"

    @property
    def label(self) -> str:
        """The effect as a person says it."""
        return _EFFECTS[self]


_QUESTIONS = {
    Topic.INCIDENTS: "Which security, availability or privacy incidents came up or became known?",
    Topic.CONTROL_FAILURES: "Which controls failed, were suspended or were found not to have worked?",
    Topic.SYSTEM_CHANGES: "What changed in the system, its boundary, its locations or its suppliers?",
    Topic.LEADERSHIP: "Who left or took over a post that leads, owns or oversees the controls?",
    Topic.LITIGATION: "Which claims, proceedings or inquiries of authorities are there or threaten?",
}
_EFFECTS = {
    EventEffect.NONE: "No effect on the report",
    EventEffect.DISCLOSE: "The description tells of it",
    EventEffect.ADJUST: "A test or its conclusion changes",
    EventEffect.MODIFY: "The opinion has to consider it",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The last question about a topic: the day up to which it was answered, and whether it was weighed."""

    topic: Topic
    answered_until: date | None
    is_weighed: bool


def lacking_about_events(asked: tuple[Asked, ...], *, report_on: date | None) -> tuple[str, ...]:
    """What the questionnaire lacks before a report of that day, in clauses; None: the day is not known."""
    known = {one.topic: one for one in asked}
    lacks = []
    for topic in Topic:
        what = f"about {topic.label.lower()} after the period"
        one = known.get(topic)
        if one is None:
            lacks.append(f"nobody asked {what}")
        elif one.answered_until is None:
            lacks.append(f"the question {what} is not answered")
        elif report_on and one.answered_until < report_on:
            lacks.append(
                f"the answer {what} speaks until {day_words(one.answered_until)}, "
                f"the report is dated {day_words(report_on)}"
            )
        elif not one.is_weighed:
            lacks.append(f"the answer {what} is not weighed")
    return tuple(lacks)
