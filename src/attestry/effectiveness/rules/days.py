"""Day by day: what an interval row says of each day, and of which days it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from attestry.control_tests.rules.outcome import Outcome, worst
from attestry.effectiveness.rules.interval import NOBODY_LOOKED, NOT_YET, Interval


@dataclass(frozen=True, slots=True)
class Day:
    """One day in UTC. ``outcome`` is the worst that stood on it; None: nobody looked all day."""

    on: date
    outcome: Outcome | None
    reason: str


def days(spans: Sequence[Interval]) -> tuple[Day, ...]:
    """The days that the spans touch, oldest first.

    A day on which something was seen and something was not is as bad as the worse of both; only
    a day without any observation is a day without data.
    """
    if not spans:
        return ()
    first, last = spans[0].from_at.astimezone(UTC), spans[-1].until_at.astimezone(UTC)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    answer, position = [], 0
    while start < last:
        end = start + timedelta(days=1)
        while spans[position].until_at <= start:
            position += 1
        touching = []
        for span in spans[position:]:
            if span.from_at >= end:
                break
            touching.append(span)
        answer.append(_day(start.date(), touching))
        start = end
    return tuple(answer)


def _day(on: date, touching: Sequence[Interval]) -> Day:
    seen = [span for span in touching if span.reason not in (NOBODY_LOOKED, NOT_YET)]
    if not seen:
        return Day(on, None, "no data: nobody looked on this day")
    outcome = worst(span.outcome for span in seen) or Outcome.UNKNOWN
    deciding = next((span for span in seen if span.outcome is outcome), seen[0])
    return Day(on, outcome, deciding.reason)
