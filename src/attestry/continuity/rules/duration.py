"""Minutes as a person types and reads them: ``4 h``, ``1 h 30 min``, ``240``."""

from __future__ import annotations

import re

MOST_MINUTES = 525_600
_PART = re.compile(r"(\d{1,7})\s*(d|day|days|h|hour|hours|min|minute|minutes|m)?\b\s*", re.IGNORECASE)
_LENGTHS = {"d": 1440, "h": 60, "m": 1}


def minutes_of(text: str) -> int:
    """Whole minutes, at most a year; a bare number is minutes. Raises ValueError for anything else."""
    said, found, place = text.strip(), 0, 0
    while place < len(said):
        part = _PART.match(said, place)
        if part is None:
            raise ValueError(f"“{text}” is no span: write 4 h, 1 h 30 min, or minutes")
        found += int(part[1]) * _LENGTHS[(part[2] or "m")[0].lower()]
        place = part.end()
    if not said or found > MOST_MINUTES:
        raise ValueError(f"“{text}” is not between 0 minutes and a year")
    return found


def minutes_words(minutes: int) -> str:
    """``4 h``, ``1 h 30 min``, ``2 d``, ``0 min``; what :func:`minutes_of` reads back."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "min")) if count]
    return " ".join(parts) or "0 min"
