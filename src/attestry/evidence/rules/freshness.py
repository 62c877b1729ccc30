"""Whether a stream may be relied on as of an instant, and why not: the same rule live and in a replay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

REMOVED = "the connection was removed: "


@dataclass(frozen=True, slots=True)
class LastReading:
    """A stream's last entry: when it was true, how it ended, and what went wrong."""

    observed_at: datetime
    state: str
    reason: str
    detail: str


def unseen(
    last: LastReading | None,
    *,
    as_of: datetime,
    fresh_for: timedelta,
    removed_at: datetime | None = None,
    removal_reason: str = "",
) -> tuple[str, str]:
    """The reason, as a word and as a sentence, for which a stream is not seen; ("", "") where it is."""
    if removed_at and removed_at <= as_of:
        return "removed", f"{REMOVED}{removal_reason}"
    if last is None:
        return "not_collected", "the stream was never collected"
    if last.state == "failed":
        return last.reason, last.detail
    if as_of - last.observed_at > fresh_for:
        return (
            "stale",
            f"last seen {_hours(as_of - last.observed_at)} hours before; fresh for {_hours(fresh_for)} hours",
        )
    return "", ""


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)
