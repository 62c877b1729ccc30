"""Making the links that are mailed. Called by this room's acts."""

from __future__ import annotations

import secrets
from datetime import timedelta

from attestry.accounts.rules import LINK_BYTES, token_digest
from attestry.kit import clock
from attestry.notices.actions.posting import Draft
from attestry.notices.queries.links import link_to
from attestry.readers.models import AccessRequest, Reader, ReaderLink
from attestry.ui.addresses import address


def new_reader_link(reader: Reader, *, valid_for: timedelta, handed_by: str = "") -> str:
    """The token of a new link of the reader; unused ones of theirs die. Only its digest is kept."""
    reader.links.filter(used_at=None).delete()
    return _kept(ReaderLink(reader=reader, handed_by=handed_by), valid_for)


def new_request_link(request: AccessRequest, *, valid_for: timedelta) -> str:
    """The token of the link that proves the mailbox of a request."""
    return _kept(ReaderLink(request=request), valid_for)


def _kept(link: ReaderLink, valid_for: timedelta) -> str:
    token, now = secrets.token_urlsafe(LINK_BYTES), clock.now()
    link.token_digest, link.made_at, link.expires_at = token_digest(token), now, now + valid_for
    link.save()
    return token


def link_mail(to: str, key: str, subject: str, text: str, *, page: str, token: str) -> Draft:
    """A mail whose link only its recipient sees."""
    path = address(page, token)
    return Draft(
        key=f"{key}:{token_digest(token)[:16]}",
        to=to,
        subject=subject,
        text=text,
        private=link_to(path) or path,
    )
