"""The period that a page looks back over: one of a few lengths, chosen in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.ui.as_of import Moment
from attestry.ui.filters import with_query

LENGTHS = (30, 90, 365)
USUAL = 90


@dataclass(frozen=True, slots=True)
class Period:
    """The half-open span [from_at, until_at), and the addresses of the other lengths."""

    days: int
    from_at: datetime
    until_at: datetime
    choices: tuple[tuple[str, str, bool], ...]


def period_of(query: Mapping[str, str], moment: Moment, **kept: str) -> Period:
    """The period that a query asks for; ``kept`` pairs stay in the addresses of the other lengths."""
    asked = query.get("days", "")
    days = int(asked) if asked in {str(length) for length in LENGTHS} else USUAL
    choices = tuple(
        (f"{length} days", with_query("", {**kept, **moment.carried, "days": length}), length == days)
        for length in LENGTHS
    )
    return Period(days, moment.at - timedelta(days=days), moment.at, choices)
