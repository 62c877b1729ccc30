"""An interval as a package records it."""

from __future__ import annotations

from typing import Any

from attestry.effectiveness.rules.interval import Interval
from attestry.kit.clock import to_text


def spoken(span: Interval) -> list[Any]:
    """Outcome, both bounds, reason, and the entries that first and last showed it."""
    return [
        span.outcome.value,
        to_text(span.from_at),
        to_text(span.until_at),
        span.reason,
        span.entry_seq,
        span.last_seq,
    ]
