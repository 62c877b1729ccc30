"""The clock: the only place that asks the machine what time it is, always in UTC.

A sample company runs on a simulated clock; :func:`simulated` sets it for a block of code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_simulated: ContextVar[datetime | None] = ContextVar("simulated_now", default=None)


def now() -> datetime:
    """The instant, aware and in UTC, to the microsecond."""
    return _simulated.get() or datetime.now(UTC)


@contextmanager
def simulated(instant: datetime) -> Iterator[None]:
    """Within the block, :func:`now` answers ``instant``."""
    token = _simulated.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _simulated.reset(token)


def is_simulated() -> bool:
    """Whether the clock was set by hand."""
    return _simulated.get() is not None


def to_text(instant: datetime) -> str:
    """RFC 3339 in UTC: ``2026-03-14T09:12:00Z``, with microseconds only where there are any."""
    text = instant.astimezone(UTC).isoformat()
    return text.replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """The instant of an RFC 3339 text; a bare date is its first instant in UTC.

    Raises ValueError where the text is neither.
    """
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
