"""Reads: what waits for the time-stamp authority, what it stamped, and whether that holds.

A stamp over a root proves all entries under it, so only the newest root waits; roots that were
signed while the authority was down need no stamps of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.conf import settings

from attestry.evidence.authority import authority
from attestry.evidence.models import Checkpoint, Stamp, StampAttempt
from attestry.evidence.queries import last_checkpoint
from attestry.evidence.rules.patience import ask_again_at
from attestry.evidence.stamp_checking import checked
from attestry.kit import clock
from attestry.kit.errors import Broken, Invalid
from attestry.kit.timestamps import StampFacts
from attestry.ui.words import day_words

_CLOCKS_AGREE = timedelta(minutes=5)


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


class Standing(StrEnum):
    """How it stands with time stamps in this home."""

    MADE_UP = "made_up"
    OFF = "off"
    WRONG = "wrong"
    NOTHING = "nothing"
    WAITING = "waiting"
    STAMPED = "stamped"


@dataclass(frozen=True, slots=True)
class ShownStamp:
    """A stamp for a page: what it says, or why it does not hold."""

    stamp: Stamp
    facts: StampFacts | None
    broken: str = ""

    @property
    def at_words(self) -> str:
        """The stamped instant to the second: ``14 Mar 2026, 09:12:03 UTC (± 1 s)``."""
        at = self.stamp.stamped_at.astimezone(UTC)
        accuracy = self.facts.accuracy if self.facts else None
        exactly = f" (± {accuracy.total_seconds():g} s)" if accuracy else ""
        return f"{day_words(at)}, {at:%H:%M:%S} UTC{exactly}"

    @property
    def clocks_apart(self) -> timedelta | None:
        """How far the authority's clock was from ours; None where they agreed."""
        apart = abs(self.stamp.recorded_at - self.stamp.stamped_at)
        return apart if apart > _CLOCKS_AGREE else None


@dataclass(frozen=True, slots=True)
class StampState:
    """How it stands, with what is wrong, what waits, and the stamp with what it says."""

    standing: Standing
    wrong: str = ""
    waiting: Waiting | None = None
    shown: ShownStamp | None = None


def shown(stamp: Stamp) -> ShownStamp:
    """A stamp with what checking it now said."""
    try:
        return ShownStamp(stamp, checked(stamp))
    except Broken as refusal:
        return ShownStamp(stamp, None, refusal.message)


def stamp_state() -> StampState:
    """How it stands with time stamps in this home: what waits, and the newest stamp."""
    if is_made_up():
        return StampState(Standing.MADE_UP)
    stamp = last_stamp()
    newest = shown(stamp) if stamp else None
    try:
        if authority() is None:
            return StampState(Standing.OFF, shown=newest)
    except Invalid as refusal:
        return StampState(Standing.WRONG, wrong=str(refusal), shown=newest)
    found = waiting()
    if found is not None:
        return StampState(Standing.WAITING, waiting=found, shown=newest)
    return StampState(Standing.STAMPED if newest else Standing.NOTHING, shown=newest)


def stamp_state_of(seq: int) -> StampState:
    """How it stands with the time stamp over one entry: stamped, or as :func:`stamp_state` says."""
    stamp = stamp_over(seq)
    if stamp is not None:
        return StampState(Standing.STAMPED, shown=shown(stamp))
    return replace(stamp_state(), shown=None)
