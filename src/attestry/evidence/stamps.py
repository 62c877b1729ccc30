"""Reads: what waits for the time-stamp authority, what it stamped, and what is kept with that.

A stamp over a root proves all entries under it, so only the newest root waits; roots that were
signed while the authority was down need no stamps of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from attestry.evidence.authority import Authority, authority
from attestry.evidence.models import Checkpoint, Stamp, StampAttempt
from attestry.evidence.queries import last_checkpoint, store
from attestry.evidence.rules.patience import ask_again_at
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class Waiting:
    """The newest root, which waits for a stamp, since the first unstamped one was signed at ``since``."""

    checkpoint: Checkpoint
    since: datetime
    last: StampAttempt | None
    ask_at: datetime


def waiting() -> Waiting | None:
    """What waits for the configured authority; None where the newest root is stamped, or none signed."""
    newest, stamped = last_checkpoint(), last_stamp()
    under = stamped.checkpoint_id if stamped else 0
    if newest is None or newest.size <= under:
        return None
    first = Checkpoint.objects.filter(size__gt=under).order_by("size").only("signed_at").first() or newest
    attempts = StampAttempt.objects.filter(authority=settings.STAMP_AUTHORITY)
    if stamped:
        attempts = attempts.filter(at__gte=stamped.recorded_at)
    last = attempts.order_by("at", "pk").last()
    ask_at = ask_again_at(last.at, attempts.count()) if last else newest.signed_at
    return Waiting(newest, first.signed_at, last, ask_at)


def is_made_up() -> bool:
    """Whether instants here are made up, which nobody must vouch for."""
    return clock.is_simulated() or bool(settings.HOME.organization().is_sample)


def authority_to_ask() -> Authority | None:
    """The authority that stamps what is made now: none where none is set, or instants are made up.

    Raises Invalid for wrong settings.
    """
    return None if is_made_up() else authority()


def is_due(now: datetime) -> bool:
    """Whether a root waits for a stamp and the authority may be asked (again). Never under wrong settings."""
    if not settings.STAMP_AUTHORITY or is_made_up():
        return False
    found = waiting()
    if found is None or (found.last is not None and found.ask_at > now):
        return False
    try:
        return authority() is not None
    except Invalid:
        return False


def last_stamp() -> Stamp | None:
    """The stamp over the largest root."""
    return Stamp.objects.order_by("-checkpoint_id").defer("answer").first()


def stamp_over(seq: int) -> Stamp | None:
    """The stamp over the first stamped root that covers an entry."""
    return (
        Stamp.objects.filter(checkpoint_id__gt=seq)
        .order_by("checkpoint_id")
        .select_related("checkpoint")
        .first()
    )


def stamps_over_roots(sizes: Sequence[int]) -> dict[int, Stamp]:
    """The stamps of the roots over so many entries, by that number."""
    found = Stamp.objects.filter(checkpoint_id__in=sizes).defer("answer")
    return {one.checkpoint_id: one for one in found}


def kept_certificates(stamp: Stamp) -> bytes:
    """The PEM file that was kept with a stamp. Raises Broken where it is missing or was changed."""
    try:
        pem = store().read(stamp.certificates)
    except NotFound as refusal:
        raise Broken("the certificates kept with it are missing") from refusal
    if sha256_hex(pem) != stamp.certificates:
        raise Broken("the certificates kept with it were changed")
    return pem
