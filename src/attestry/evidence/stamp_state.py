"""How it stands with time stamps, for pages and health: made up, off, wrong, waiting or stamped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from enum import StrEnum

from attestry.evidence.authority import authority
from attestry.evidence.models import Stamp
from attestry.evidence.stamp_checking import checked
from attestry.evidence.stamps import Waiting, is_made_up, last_stamp, stamp_over, waiting
from attestry.kit.errors import Broken, Invalid, Unavailable
from attestry.kit.timestamps import StampFacts
from attestry.ui.words import day_words

_CLOCKS_AGREE = timedelta(minutes=5)


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
    """A stamp for a page: what it says, or why it does not hold, or why that cannot be told now."""

    stamp: Stamp
    facts: StampFacts | None
    broken: str = ""
    unchecked: str = ""

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
    """A stamp with what checking it now said. Raises Unavailable where its certificates cannot be read."""
    try:
        return ShownStamp(stamp, checked(stamp))
    except Broken as refusal:
        return ShownStamp(stamp, None, refusal.message)


def _shown_anyway(stamp: Stamp) -> ShownStamp:
    """The same for a page, which says so where the store does not answer."""
    try:
        return shown(stamp)
    except Unavailable as refusal:
        return ShownStamp(stamp, None, unchecked=refusal.message)


def stamp_state() -> StampState:
    """How it stands with time stamps in this home: what waits, and the newest stamp."""
    if is_made_up():
        return StampState(Standing.MADE_UP)
    stamp = last_stamp()
    newest = _shown_anyway(stamp) if stamp else None
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
        return StampState(Standing.STAMPED, shown=_shown_anyway(stamp))
    return replace(stamp_state(), shown=None)
