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
    has_root_cause: bool
    is_reviewed: bool
    steps_left: tuple[str, ...] = ()


def missing(facts: Facts) -> Iterator[str]:
    """What is missing, in the order in which one would do it."""
    if not facts.is_contained:
        yield "when it was contained"
    if not facts.is_resolved:
        yield "when it was resolved"
    if not facts.entry_count:
        yield "a timeline"
    yield from (f"the step “{title}”" for title in facts.steps_left)
    judged = (facts.affects_personal_data, facts.affects_confidential_data, facts.affects_customers)
    if None in judged:
        yield "whom and which data it touched"
    if not facts.has_decision:
        yield "the decision whether to tell others"
    if facts.affects_customers is not False and not facts.customer_messages_sent:
        yield "a message to customers"
    if facts.notices_unsent:
        yield f"{facts.notices_unsent} notices that were planned and not sent"
    if not facts.has_root_cause:
        yield "the root cause"
    if facts.is_serious and not facts.is_reviewed:
        yield "the review"
