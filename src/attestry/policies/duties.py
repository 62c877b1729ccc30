"""What people owe: to acknowledge each policy in force that is for them."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.kit import clock
from attestry.people.models import Person
from attestry.people.rules.duty import Duty
from attestry.policies.queries.acknowledgements import asked
from attestry.ui.addresses import address


def duties(person: Person) -> Iterator[Duty]:
    """One for each policy in force, in four queries."""
    for one in asked(clock.now().date(), person=person):
        yield Duty(
            kind="policy",
            title=f"Read and acknowledge “{one.policy.title}”, version {one.version.number}",
            url=address("policy_reading", one.policy.key),
            due_on=one.due_on,
            done_on=one.last_at.date() if one.is_done and one.last_at else None,
        )
