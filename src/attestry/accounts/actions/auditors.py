"""Auditors' accounts: inviting, opening with a second factor, and recovery by a colleague.

They are a kind of their own, because what a firm concludes is worth nothing where management could sign in
as the firm. Management invites once; from the opening on it can close the account and nothing else.
"""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from attestry.accounts.actions.links import new_link
from attestry.accounts.actions.users import add_user
from attestry.accounts.errors import CodeRefused, KeptByTheFirm, PasswordTooWeak
from attestry.accounts.models import SecondFactor, User
from attestry.accounts.one_time_codes import step_of
from attestry.accounts.rules import INVITATION_VALID_FOR, INVITE_COLLEAGUE, RECOVER_COLLEAGUE, Role
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.kit.secrets import SecretBox


@act(INVITE_COLLEAGUE, offered=False)
def invite_auditor(actor: Actor, *, email: str, name: str) -> tuple[User, str]:
    """A new auditor and the token of the link that opens the account, for whoever of the firm invites.

    Called by an act that asked whether the actor is of that firm. Raises AddressTaken and Invalid.
    """
    _refuse_unless_auditor(actor)
    inviting = replace(actor, permissions=frozenset({"accounts.add_user"}))
    user = add_user(inviting, email=email, name=name, role=Role.AUDITOR)
    record(user.subject, after={"invited_by": actor.key})
    return user, new_link(user, valid_for=INVITATION_VALID_FOR)


@act(RECOVER_COLLEAGUE, offered=False)
def recover_auditor(actor: Actor, user: User) -> str:
    """The token of a link by which an auditor sets a new password and second factor; the old ones end.

    Called by an act that asked whether both are of one team. Raises KeptByTheFirm for anybody who is no
    auditor, for oneself, and for a closed account.
    """
    _refuse_unless_auditor(actor)
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.role != Role.AUDITOR or held.subject == actor.key or not held.is_active:
        raise KeptByTheFirm("Only a colleague's open account is recovered.")
    held.set_unusable_password()
    held.save(update_fields=["password"])
    SecondFactor.objects.filter(user=held).delete()
    held.api_tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    record(held.subject, after={"recovered_by": actor.key})
    return new_link(held, valid_for=INVITATION_VALID_FOR)


@act("accounts.open_auditor", offered=False)
def open_auditor(_door: Actor, user: User, *, password: str, secret: str, code: str) -> User:
    """Set the password and the second factor that a link allows, and open the account.

    Raises PasswordTooWeak with every rule that it breaks, and CodeRefused.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    try:
        validate_password(password, held)
    except ValidationError as refusal:
        raise PasswordTooWeak(
            " ".join(refusal.messages), next_step="Choose a longer password that nobody would guess."
        ) from refusal
    _keep_factor(held, secret, code)
    held.set_password(password)
    held.opened_at = held.opened_at or clock.now()
    held.save(update_fields=["password", "opened_at"])
    record(held.subject, after={"signed_in_by": "link", "second_factor": "set"})
    return held


@act("accounts.set_second_factor", offered=False)
def set_second_factor(_door: Actor, user: User, *, secret: str, code: str) -> User:
    """Set the second factor of an auditor who knows the password and has none. Raises CodeRefused."""
    held = User.objects.select_for_update().get(pk=user.pk)
    if SecondFactor.objects.filter(user=held).exists():
        raise CodeRefused
    _keep_factor(held, secret, code)
    if held.opened_at is None:
        held.opened_at = clock.now()
        held.save(update_fields=["opened_at"])
    record(held.subject, after={"second_factor": "set"})
    return held


@act("accounts.use_second_factor", offered=False)
def use_second_factor(_door: Actor, user: User, *, code: str) -> User:
    """Let a code of the user's count, once. Raises CodeRefused, in the same words for every wrong one."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    secret = _box().open(factor.sealed_secret) if factor else ""
    step = step_of(secret, code, at=clock.now(), after=factor.last_step) if factor else None
    if factor is None or step is None:
        raise CodeRefused
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    record(user.subject, after={"second_factor": "given"})
    return user


def _keep_factor(user: User, secret: str, code: str) -> None:
    step = step_of(secret, code, at=clock.now(), after=0)
    if step is None:
        raise CodeRefused
    SecondFactor.objects.update_or_create(
        user=user,
        defaults={"sealed_secret": _box().seal(secret), "set_at": clock.now(), "last_step": step},
    )


def _refuse_unless_auditor(actor: Actor) -> None:
    """Whoever acts signs in as an auditor; neither the house nor its operator stands on that side."""
    is_auditor = (
        actor.kind == "user"
        and User.objects.filter(
            email=actor.key.removeprefix("user:"), role=Role.AUDITOR, is_active=True
        ).exists()
    )
    if not is_auditor:
        raise NotAllowed(
            f"{actor.name} is not of the firm.", next_step="A colleague on the same team can do this."
        )


def _box() -> SecretBox:
    return SecretBox(settings.HOME.keys)
