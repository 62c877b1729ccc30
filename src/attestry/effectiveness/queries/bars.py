"""Intervals as the bar that shows them, each segment linked to the entry that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attestry.effectiveness.rules.interval import Interval
from attestry.ui.addresses import address
from attestry.ui.interval_bar import IntervalBar, Span, interval_bar


def bar_of(
    spans: Sequence[Interval], *, from_at: datetime, until_at: datetime, name: str, linked: bool = True
) -> IntervalBar:
    """The bar of a row of intervals; ``linked`` segments lead to the first entry that shows them."""
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
