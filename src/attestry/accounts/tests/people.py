"""People that the tests of this room are about."""

from __future__ import annotations

from attestry.accounts.actions.users import add_user
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor

HOUSE = Actor.system("test")


def somebody(name: str = "Ada", role: Role = Role.ADMINISTRATOR, *, password: str = "") -> User:
    """An active user called ``name``; the address follows from the name."""
    user = add_user(HOUSE, email=f"{name.lower()}@example.org", name=name, role=role)
    if password:
        user.set_password(password)
        user.save()
    return user
