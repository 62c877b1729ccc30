"""Single-use links. Called by this room's actions."""

from __future__ import annotations

import secrets
from datetime import timedelta

from attestry.accounts.models import SignInLink, User
from attestry.accounts.rules import LINK_BYTES, token_digest
from attestry.journal.acts import record
from attestry.kit import clock


def new_link(user: User, *, valid_for: timedelta) -> str:
    """The token of a new link of the user, whose earlier ones die. Only its digest is kept."""
    token, now = secrets.token_urlsafe(LINK_BYTES), clock.now()
    user.sign_in_links.all().delete()
    SignInLink.objects.create(
        user=user, token_digest=token_digest(token), created_at=now, expires_at=now + valid_for
    )
    record(user.subject, after={"sign_in_link_until": clock.to_text(now + valid_for)})
    return token
