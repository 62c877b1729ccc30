"""The links of mails to subscribers: signed, and bound to one subscriber (RFC 2104 under Django)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare

from attestry.trust_center.errors import LinkOver
from attestry.trust_center.models import Subscriber

_CONFIRM = "trust center: confirm"
_LEAVE = "trust center: leave"
_LONGEST = 500


def confirm_token(one: Subscriber, at: datetime) -> str:
    """What says that the mailbox was reached; it carries when it was made."""
    return signing.dumps([one.pk, one.secret[:16], int(at.timestamp())], salt=_CONFIRM)


def leave_token(one: Subscriber) -> str:
    """What ends a subscription; good for as long as there is one."""
    return signing.dumps([one.pk, one.secret[:16]], salt=_LEAVE)


def subscriber_of_confirmation(token: str, at: datetime, *, within: timedelta) -> Subscriber | None:
    """Whom a link confirms; None where it is too old or of nobody. Raises LinkOver for a forgery."""
    pk, secret, made = _read(token, _CONFIRM)
    is_fresh = (
        timedelta() <= at - datetime.fromtimestamp(int(made), at.tzinfo) + timedelta(seconds=1) <= within
    )
    return _subscriber(int(pk), str(secret)) if is_fresh else None


def subscriber_of_leaving(token: str) -> Subscriber | None:
    """Whose subscription a link ends; None where it is ended. Raises LinkOver for a forgery."""
    pk, secret = _read(token, _LEAVE)
    return _subscriber(int(pk), str(secret))


def _subscriber(pk: int, secret: str) -> Subscriber | None:
    found = Subscriber.objects.filter(pk=pk).first()
    return found if found is not None and constant_time_compare(found.secret[:16], secret) else None


def _read(token: str, salt: str) -> list[Any]:
    if len(token) > _LONGEST:
        raise LinkOver
    try:
        found: list[Any] = signing.loads(token, salt=salt)
    except signing.BadSignature as refusal:
        raise LinkOver from refusal
    return found
