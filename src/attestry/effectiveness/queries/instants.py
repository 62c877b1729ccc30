"""Reading many instants at once: as text from the database, each distinct one made an instant once.

The answers of a run share their instants, so that of tens of thousands only hundreds differ.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast


def as_text(column: str) -> Cast:
    """A column of instants as the database writes it."""
    return Cast(column, TextField())


@lru_cache(maxsize=8192)
def read_instant(text: str) -> datetime:
    """The instant that the database wrote, in UTC where it names no zone."""
    told = datetime.fromisoformat(text)
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
