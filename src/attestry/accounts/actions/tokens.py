"""Tokens for the API: made by their user, shown once, ended by their user or by time."""

from __future__ import annotations

import secrets
from datetime import timedelta

from attestry.accounts.models import ApiToken, User
from attestry.accounts.rules import (
    AUDITOR_TOKEN_VALID_AT_MOST,
    KEEP_TOKENS,
    LINK_BYTES,
    TOKEN_START,
    TOKEN_VALID_AT_MOST,
    Role,
    token_digest,
)
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed


@act(KEEP_TOKENS, offered=False)
def make_token(actor: Actor, user: User, *, name: str, days: int, may_act: bool) -> str:
    """The text of a new token of the actor's own; only its digest is kept. Raises Invalid, NotAllowed."""
    _refuse_another(actor, user)
    called = name.strip()
    if not called:
        raise Invalid("A token needs a name.", next_step="Say which program will use it.")
    longest = AUDITOR_TOKEN_VALID_AT_MOST if user.role == Role.AUDITOR else TOKEN_VALID_AT_MOST
    if not 1 <= days <= longest.days:
        raise Invalid(
            f"{days} days is no time that a token may live.",
            next_step=f"Choose 1 to {longest.days} days.",
        )
    token, now = TOKEN_START + secrets.token_urlsafe(LINK_BYTES), clock.now()
    made = ApiToken.objects.create(
        user=user,
        name=called[:100],
        token_digest=token_digest(token),
        may_act=may_act,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(
        user.subject,
        after={
            "token": made.pk,
            "name": made.name,
            "may_act": may_act,
            "until": clock.to_text(made.expires_at),
        },
    )
    return token


@act(KEEP_TOKENS, offered=False)
def revoke_token(actor: Actor, token: ApiToken) -> ApiToken:
    """End a token now. Raises NotAllowed for somebody else's, Conflict for one that ended before."""
    _refuse_another(actor, token.user)
    if token.revoked_at is not None:
        raise Conflict(f"The token “{token.name}” was ended before.")
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(token.user.subject, before={"token": token.pk}, after={"token": token.pk, "revoked": True})
    return token


def note_use(token: ApiToken) -> None:
    """Keep the day on which a token was last used; written once a day, and no act of anybody's."""
    today = clock.now().date()
    if token.last_used_on != today:
        token.last_used_on = today
        token.save(update_fields=["last_used_on"])


def _refuse_another(actor: Actor, user: User) -> None:
    if actor.key != user.subject and (actor.kind == "user" or user.role == Role.AUDITOR):
        raise NotAllowed("A token is kept by its owner alone.")
