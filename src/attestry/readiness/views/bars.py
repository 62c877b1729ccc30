"""Intervals as bars whose segments lead to the entry that shows them, and the period they span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.effectiveness.rules.interval import Interval
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment
from attestry.ui.filters import with_query
from attestry.ui.interval_bar import IntervalBar, Span, interval_bar

LENGTHS = (30, 90, 365)
USUAL = 90


@dataclass(frozen=True, slots=True)
class Period:
    """The half-open span [from_at, until_at), and the addresses of the other lengths."""

    days: int
    from_at: datetime
    until_at: datetime
    choices: tuple[tuple[str, str, bool], ...]


def period_of(query: Mapping[str, str], asked: Moment) -> Period:
    """The period that a query asks for: one of three lengths, up to the moment."""
    wanted = query.get("days", "")
    days = int(wanted) if wanted in {str(length) for length in LENGTHS} else USUAL
    choices = tuple(
        (f"{length} days", with_query("", {**asked.carried, "days": length}), length == days)
        for length in LENGTHS
    )
    return Period(days, asked.at - timedelta(days=days), asked.at, choices)


def bar_of(
    spans: Sequence[Interval], *, from_at: datetime, until_at: datetime, name: str, linked: bool = True
) -> IntervalBar:
    """The bar of a row of intervals; no intervals are a bar of nothing observed."""
    return interval_bar(
        [
            Span(
                one.from_at,
                one.until_at,
                one.outcome.value,
                one.reason,
                address("entry", one.entry_seq) if linked and one.entry_seq is not None else "",
            )
            for one in spans
        ],
        from_at=from_at,
        until_at=until_at,
        name=name,
    )
