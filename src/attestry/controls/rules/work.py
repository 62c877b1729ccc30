"""Work: something that somebody does so that a gap goes away, whichever room keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work on the gap of a key. ``state`` in words; ``url`` is its page."""

    gap_key: str
    title: str
    url: str
    state: str
    owner: str = ""
    due_on: date | None = None
    is_done: bool = False
