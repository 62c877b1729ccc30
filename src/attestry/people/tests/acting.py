"""How the tests of this room keep people: a day, a lead, and lists in one line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.journal.rules import Actor
from attestry.people.actions.keeping import add_person
from attestry.people.models import Person

HOUSE = Actor.system("test")
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = NOW.date()


def a_person(name: str, started_on: date = date(2024, 1, 2), **said: Any) -> Person:
    """Somebody in the register; the address follows from the name."""
    email = said.pop("email", f"{name.lower()}@example.org")
    return add_person(HOUSE, email=email, name=name, started_on=started_on, **said)


def signed_in(client: Any, name: str = "Lead", role: Role = Role.LEAD) -> User:
    """A client that is signed in as somebody of that role."""
    user = somebody(name, role)
    client.force_login(user)
    return user


def words(answer: Any) -> str:
    """The text of a page."""
    text: str = answer.content.decode()
    return text
