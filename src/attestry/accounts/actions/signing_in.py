"""Passwords, single-use links, and the record of who signed in and how."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from attestry.accounts.actions.links import new_link
from attestry.accounts.errors import KeptByTheFirm, LinkSpent, NoSuchUser, PasswordTooWeak
from attestry.accounts.models import SignInAttempt, SignInLink, User
from attestry.accounts.queries import attempts_before, digest_of_address, digest_of_origin
from attestry.accounts.rules import (
    ATTEMPTS_COUNT_FOR,
    INVITATION_VALID_FOR,
    LINK_VALID_FOR,
    SET_OWN,
    Role,
    may_attempt,
    token_digest,
)
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed


@act(SET_OWN, offered=False)
def set_password(actor: Actor, user: User, *, password: str) -> User:
    """Set the actor's own password, which ends every other session of theirs.

    An operator may set anybody's but an auditor's. Raises PasswordTooWeak with every rule that it breaks.
    """
    if actor.kind == "user" and actor.key != user.subject:
        raise NotAllowed(
            "A password is set by its owner alone.",
            next_step="Make a sign-in link for that user, who can then set one.",
        )
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise PasswordTooWeak(
            " ".join(refusal.messages), next_step="Choose a longer password that nobody would guess."
        ) from refusal
    if user.role == Role.AUDITOR and actor.kind != "user":
        raise KeptByTheFirm(f"{user.name} is an auditor: nobody else sets the password.")
    before = user.has_usable_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user.subject, before={"has_password": before}, after={"has_password": True})
    return user


@act("accounts.make_sign_in_link")
def make_sign_in_link(actor: Actor, user: User) -> str:
    """The token of a link that signs the user in once, within fifteen minutes. Earlier links of theirs die.

    Of an auditor it is the invitation: an administrator makes it until the account was opened, and nobody
    after that; it is good for three days. Raises KeptByTheFirm and NoSuchUser.
    """
    if not user.is_active:
        raise NoSuchUser(f"The account of {user.name} is closed.", next_step="Open it again first.")
    if user.role != Role.AUDITOR:
        return new_link(user, valid_for=LINK_VALID_FOR)
    if actor.kind != "user" or User.objects.filter(pk=user.pk, opened_at__isnull=False).exists():
        raise KeptByTheFirm(f"{user.name} is an auditor whose account nobody here can sign in to.")
    return new_link(user, valid_for=INVITATION_VALID_FOR)


@act("accounts.use_sign_in_link", offered=False)
def use_link(_actor: Actor, token: str) -> User:
    """The user whom this link signs in; the link is spent by it.

    Raises LinkSpent, in the same words, for a link that was used, expired or never made.
    """
    now = clock.now()
    good = SignInLink.objects.filter(
        token_digest=token_digest(token), used_at=None, expires_at__gt=now, user__is_active=True
    )
    link = good.select_related("user").first()
    if link is None or not good.filter(pk=link.pk).update(used_at=now):
        raise LinkSpent(
            "This sign-in link was used before, or is older than fifteen minutes.",
            next_step="Run “attestry user link” for a new one, ask an administrator, or use your password.",
        )
    record(link.user.subject, after={"signed_in_by": "link"})
    return link.user


@act("accounts.begin_attempt", offered=False)
def begin_attempt(_actor: Actor, *, address: str, origin: str) -> bool:
    """Count one attempt at signing in, before anything is compared; False where it is too many.

    Not journalled: strangers would write the journal.
    """
    now = clock.now()
    SignInAttempt.objects.filter(at__lte=now - ATTEMPTS_COUNT_FOR).delete()
    if not may_attempt(attempts_before(now, address=address, origin=origin)):
        return False
    SignInAttempt.objects.create(
        address_digest=digest_of_address(address), origin_digest=digest_of_origin(origin), at=now
    )
    return True


@act("accounts.sign_in", offered=False)
def note_sign_in(_actor: Actor, user: User, *, at: datetime, address: str, origin: str) -> None:
    """Write down that the user signed in by password, and forgive the earlier attempts from there."""
    SignInAttempt.objects.filter(
        address_digest=digest_of_address(address), origin_digest=digest_of_origin(origin)
    ).delete()
    record(user.subject, after={"signed_in_by": "password", "at": clock.to_text(at)})
