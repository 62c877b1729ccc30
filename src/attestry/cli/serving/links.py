"""Sign-in links for the shell, and the first administrator of a new home."""

from __future__ import annotations

from django.urls import reverse

from attestry.accounts.actions.signing_in import make_sign_in_link
from attestry.accounts.actions.users import add_user
from attestry.accounts.models import User
from attestry.accounts.queries import first_administrator
from attestry.accounts.rules import Role
from attestry.journal.rules import Actor


def administrator(actor: Actor, login: str) -> User:
    """The administrator who has been here longest; the first is made from the shell's login."""
    known = first_administrator()
    if known is not None:
        return known
    return add_user(actor, email=f"{login}@localhost", name=login, role=Role.ADMINISTRATOR)


def link_for(actor: Actor, user: User, address: str) -> str:
    """A whole address that signs the user in once."""
    return address + reverse("sign_in_by_link", args=[make_sign_in_link(actor, user)])
