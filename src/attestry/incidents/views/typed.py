"""Times as a browser sends them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime

from attestry.kit.errors import Invalid


def instant(typed: str) -> datetime | None:
    """An instant in UTC; None where nothing was typed. Raises Invalid."""
    if not typed:
        return None
    try:
        found = parse_datetime(typed)
    except ValueError:
        found = None
    if found is None:
        raise Invalid("at: this is no time.", next_step="Choose a day and a time.")
    return found if found.tzinfo else found.replace(tzinfo=UTC)
