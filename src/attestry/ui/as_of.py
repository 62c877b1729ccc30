"""The instant a page is asked about: ``?as_of=`` and ``?known_on=``, a day or an RFC 3339 instant.

A day means its end: what was true when it was over, or now while it lasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from attestry.kit import clock
from attestry.kit.errors import Invalid

# No evidence speaks of an earlier time, and pages look back for years from the one they are asked about.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """``at``: what was true then. ``known_at``: only what was recorded by then; None: all of it.

    ``asked`` are the pairs of the address that asked for it, to be carried along by links.
    """

    at: datetime
    known_at: datetime | None
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def is_now(self) -> bool:
        """Whether nothing but the present was asked for."""
        return not self.asked

    @property
    def carried(self) -> dict[str, str]:
        """The pairs that another address needs to ask about the same moment."""
        return dict(self.asked)

    def chosen(self) -> dict[str, datetime | None]:
        """What the layout's chooser shows."""
        names = {name for name, _ in self.asked}
        return {"as_of": _shown(self.at) if "as_of" in names else None, "known_on": _shown(self.known_at)}


def moment(query: Mapping[str, str]) -> Moment:
    """The moment that a query asks about. Raises Invalid for what is no day and no instant, or too early."""
    as_of = query.get("as_of", "").strip()
    known_on = (query.get("known_on") or query.get("known_at") or "").strip()
    asked = tuple((name, text) for name, text in (("as_of", as_of), ("known_on", known_on)) if text)
    at = instant_asked("as_of", as_of) if as_of else clock.now()
    known_at = instant_asked("known_on", known_on) if known_on else None
    return Moment(at, known_at, asked)


def instant_asked(name: str, text: str) -> datetime:
    """The instant that one field of an address means, now where it is yet to come. Raises Invalid."""
    instant = _instant(name, text)
    if instant < EARLIEST:
        raise Invalid(
            f"{name}: “{text[:40]}” lies before 1970, and no evidence does.", next_step="Choose a later day."
        )
    return min(instant, clock.now())


def _instant(name: str, text: str) -> datetime:
    try:
        instant = clock.from_text(text)
        return instant + timedelta(days=1) if len(text) == 10 else instant
    except (ValueError, OverflowError) as refusal:
        raise Invalid(
            f"{name}: “{text[:40]}” is neither a day nor an instant.",
            next_step="Write a day such as 2026-03-14, or an instant such as 2026-03-14T09:00:00Z.",
        ) from refusal


def _shown(at: datetime | None) -> datetime | None:
    """The day that was chosen: a moment at midnight is the end of the day before."""
    if at is None or at.time().replace(tzinfo=None).isoformat() != "00:00:00":
        return at
    return at - timedelta(seconds=1)
