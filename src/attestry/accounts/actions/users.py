"""Adding users, changing what they may do, and closing their accounts."""

from __future__ import annotations

from attestry.accounts.errors import AddressTaken, KeptByTheFirm, LastAdministrator
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Invalid


@act("accounts.add_user")
def add_user(actor: Actor, *, email: str, name: str, role: Role) -> User:
    """A new user without a password: a sign-in link opens the account the first time.

    Raises AddressTaken where somebody signs in with this address, in whatever case; KeptByTheFirm for an
    auditor from the shell.
    """
    address, called = email.strip().lower(), name.strip()
    if role is Role.AUDITOR and actor.kind == "operator":
        raise KeptByTheFirm("An auditor is invited by an administrator who signs in, not from the shell.")
    if not called:
        raise Invalid("A user needs a name.", next_step="Say what the person is called.")
    if "@" not in address.strip("@") or any(letter.isspace() for letter in address):
        raise Invalid(f"“{address}” is not a mail address.", next_step="Write it as name@domain.")
    if User.objects.filter(email__iexact=address).exists():
        raise AddressTaken(
            f"Somebody signs in with {address} already.",
            next_step="Use another address, or change that user's role.",
        )
    user = User(email=address, name=called, role=role.value, created_at=clock.now())
    user.set_unusable_password()
    user.save(force_insert=True)
    record(user.subject, after={"email": address, "name": called, "role": role.value})
    return user


@act("accounts.change_role")
def change_role(_actor: Actor, user: User, *, role: Role) -> User:
    """Give the user another role, from the next page on. The last administrator keeps theirs.

    Raises KeptByTheFirm: nobody becomes an auditor, or stops being one, by a change of role.
    """
    held = _locked(user)
    if Role.AUDITOR in (role, held.role):
        raise KeptByTheFirm("An auditor's account is of its own kind from its first day to its last.")
    if role is not Role.ADMINISTRATOR:
        _keep_one_administrator(held)
    before, held.role = held.role, role.value
    held.save(update_fields=["role"])
    record(held.subject, before={"role": before}, after={"role": held.role})
    return held


@act("accounts.deactivate_user")
def deactivate_user(_actor: Actor, user: User) -> User:
    """Close the account: its sessions end and its links die. What it did stays in the journal."""
    held = _locked(user)
    _keep_one_administrator(held)
    held.is_active = False
    held.set_unusable_password()
    held.save(update_fields=["is_active", "password"])
    held.sign_in_links.all().delete()
    record(held.subject, before={"is_active": True}, after={"is_active": False})
    return held


@act("accounts.reactivate_user")
def reactivate_user(actor: Actor, user: User) -> User:
    """Open a closed account again; a sign-in link lets its user set a new password.

    An auditor's is not opened from the shell; the link to it comes from a colleague. Raises KeptByTheFirm.
    """
    held = _locked(user)
    if held.role == Role.AUDITOR and actor.kind != "user":
        raise KeptByTheFirm(f"The account of {held.name} is an auditor's.")
    held.is_active = True
    held.save(update_fields=["is_active"])
    record(held.subject, before={"is_active": False}, after={"is_active": True})
    return held


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _keep_one_administrator(user: User) -> None:
    administrators = User.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True)
    if administrators.filter(pk=user.pk).exists() and administrators.count() == 1:
        raise LastAdministrator(
            f"{user.name} is the only administrator.",
            next_step="Make somebody else administrator first.",
        )
