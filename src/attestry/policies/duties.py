"""What people owe: to acknowledge each policy that is for them, and to review those that they own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.policies.queries.acknowledgements import asked
from attestry.policies.queries.policies import reviews_due
from attestry.ui.addresses import address

REVIEW_NEAR = timedelta(days=30)


def duties(person: Person) -> Iterator[Duty]:
    """One for each policy in force and each review that is near or late, in five queries."""
    today = clock.now().date()
    for policy in reviews_due(person, by=today + REVIEW_NEAR):
        yield Duty(
            kind="policy review",
            verb="Review",
            icon="file",
            title=f"Review “{policy.title}”",
            url=address("policy", policy.key),
            due_on=policy.next_review_on,
        )
    for one in asked(today, person=person):
        yield Duty(
            kind="policy",
            verb="Read",
            icon="file",
            title=f"Read and acknowledge “{one.policy.title}”, version {one.version.number}",
            url=address("policy_reading", one.policy.key),
            due_on=one.due_on,
            done_on=one.last_at.date() if one.is_done and one.last_at else None,
        )
