"""A few people, entries and tasks that the tests of this room are about."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.journal.rules import Actor
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unsound
from attestry.remediation.actions.planning import add_task, new_task, write_tasks
from attestry.remediation.models import Task

HOUSE = Actor.system("test")
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = NOW.date()


def person(
    name: str, role: Role | None = None, *, team: Team | None = None, manager: Person | None = None
) -> Person:
    """Somebody who works here and, with a role, signs in."""
    user = somebody(name, role) if role else None
    return Person.objects.create(
        name=name,
        email=user.email if user else f"{name.lower()}@example.org",
        team=team,
        manager=manager,
        user=user,
        started_on=date(2024, 1, 1),
        recorded_at=NOW,
    )


def user_of(one: Person) -> User:
    """The account of somebody who has one."""
    assert one.user is not None
    return one.user


def document(title: str = "Screenshot of the gate") -> Entry:
    """A document in the ledger."""
    return hand_in_document(
        HOUSE,
        io.BytesIO(title.encode()),
        filename="gate.txt",
        title=title,
        period_from=datetime(2026, 1, 1, tzinfo=UTC),
        period_until=datetime(2026, 2, 1, tzinfo=UTC),
    )


def task(title: str = "Put a gate", **plan: object) -> Task:
    """A task written down by hand; without owner or deadline, as one drawn of a gap stands at first."""
    if plan.get("due_on") and (plan.get("owner") or plan.get("team")):
        return add_task(HOUSE, title=title, **plan)  # type: ignore[arg-type]
    made = new_task(title=title)
    for name, value in plan.items():
        setattr(made, name, value)
    refuse_unsound(made)
    refuse_past(made.due_on)
    (made,) = write_tasks(HOUSE, [made])
    return made
