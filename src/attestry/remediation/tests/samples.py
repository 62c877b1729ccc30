"""A few people, entries and tasks that the tests of this room are about."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.remediation.actions.drawing import draw_tasks
from attestry.remediation.actions.planning import add_task, edit_task, new_task
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


def somebody_here() -> Person:
    """Whoever gets a task of which a test does not say whose it is."""
    found = Person.objects.filter(email="olive@example.org").first()
    return found or person("Olive")


def task(title: str = "Put a gate", **plan: object) -> Task:
    """A task written down by hand; somebody's, and due in a month, where nothing is said of that."""
    if not (plan.get("owner") or plan.get("team")):
        plan["owner"] = somebody_here()
    return add_task(HOUSE, title=title, **{"due_on": clock.now().date() + timedelta(days=30), **plan})  # type: ignore[arg-type]


def planned(made: Task, **plan: object) -> Task:
    """The task planned anew: what is said of it, and the rest as it stands."""
    made.refresh_from_db()
    names = ("title", "owner", "team", "verifier", "due_on", "revision")
    return edit_task(HOUSE, made, **{**{one: getattr(made, one) for one in names}, **plan})


def drawn(**named: object) -> int:
    """Tasks of all gaps, as they are made where nobody owns a control."""
    today = clock.now().date()
    return draw_tasks(HOUSE, owner=somebody_here(), due_on=today + timedelta(days=60), **named)  # type: ignore[arg-type]


def old_task(title: str = "Put a gate", **plan: object) -> Task:
    """A task of before owner and deadline were asked of each, without both where nothing else is said."""
    made = new_task(title=title)
    made.may_lack = True
    for name, value in plan.items():
        setattr(made, name, value)
    made.save()
    return made
