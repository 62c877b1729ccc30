"""What has to be there before an incident is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What is written down of an incident. None: nobody judged it."""

    is_serious: bool
    is_contained: bool
    is_resolved: bool
    entry_count: int
    affects_personal_data: bool | None
    affects_confidential_data: bool | None
    affects_customers: bool | None
    has_decision: bool
    customer_messages_sent: int
    notices_unsent: int
    notices_late: int
    has_root_cause: bool
    is_reviewed: bool
    steps_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and the part of the incident's page where it is written down."""

    words: str
    place: str


def missing(facts: Facts) -> Iterator[Missing]:
    """What is missing, in the order in which one would do it."""
    if facts.notices_late:
        noun = "message that is" if facts.notices_late == 1 else "messages that are"
        yield Missing(f"{facts.notices_late} {noun} late", "told")
    if not facts.is_contained:
        yield Missing("when it was contained", "times")
    yield from (Missing(f"the step “{title}”", "steps") for title in facts.steps_left)
    if not facts.entry_count:
        yield Missing("a timeline", "timeline")
    judged = (facts.affects_personal_data, facts.affects_confidential_data, facts.affects_customers)
    if None in judged:
        yield Missing("whom and which data it touched", "touched")
    if not facts.has_decision:
        yield Missing("the decision whether to tell others", "touched")
    if facts.affects_customers is not False and not facts.customer_messages_sent:
        yield Missing("a message to customers", "told")
    waiting = facts.notices_unsent - facts.notices_late
    if waiting:
        noun = "message that was" if waiting == 1 else "messages that were"
        yield Missing(f"{waiting} {noun} planned and not sent", "told")
    if not facts.is_resolved:
        yield Missing("when it was resolved", "times")
    if not facts.has_root_cause:
        yield Missing("the root cause", "why")
    if facts.is_serious and not facts.is_reviewed:
        yield Missing("the review", "why")
