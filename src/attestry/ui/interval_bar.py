"""The arithmetic of the interval bar: half-open spans of a period laid out as shares of its width.

Time within the period that no span covers is shown as ``unknown``, never as a hole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from attestry.ui import words

UNOBSERVED = "Nothing was observed"
_MOST_TICKS = 13


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span ``[from_at, until_at)`` of one outcome; open-ended where ``until_at`` is None."""

    from_at: datetime
    until_at: datetime | None
    outcome: str
    reason: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A span cut to the period, with its place on the bar in percent."""

    x: float
    width: float
    span: Span
    from_at: datetime
    until_at: datetime

    @property
    def title(self) -> str:
        """Outcome, length, exact instants and reason in one line."""
        length = words.span_words(self.until_at - self.from_at)
        reach = f"{words.instant_words(self.from_at)} to {words.instant_words(self.until_at)}"
        said = f"{words.outcome_words(self.span.outcome)} for {length}, {reach}"
        return f"{said}. {self.span.reason}" if self.span.reason else said


@dataclass(frozen=True, slots=True)
class Tick:
    """The first instant of a month, at its place in percent."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """A period ``[from_at, until_at)`` and its segments in time order, without gaps."""

    name: str
    from_at: datetime
    until_at: datetime
    segments: tuple[Segment, ...]

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Month beginnings, thinned to at most thirteen."""
        starts = list(_month_starts(self.from_at, self.until_at))
        step = -(-len(starts) // _MOST_TICKS) or 1
        return tuple(
            Tick(_percent(start, self.from_at, self.until_at), words.month_words(start))
            for start in starts[::step]
        )

    @property
    def totals(self) -> dict[str, timedelta]:
        """Time spent in each outcome that occurs, in the order of the outcomes."""
        sums = dict.fromkeys(words.OUTCOMES, timedelta(0))
        for segment in self.segments:
            sums[segment.span.outcome] += segment.until_at - segment.from_at
        return {outcome: total for outcome, total in sums.items() if total}

    @property
    def summary(self) -> str:
        """The bar in one sentence, for who cannot see it."""
        whole = self.until_at - self.from_at
        shares = ", ".join(
            f"{words.outcome_words(outcome).lower()} {words.share_words(total / whole)}"
            for outcome, total in self.totals.items()
        )
        reach = f"{words.day_words(self.from_at)} to {words.day_words(self.until_at)}"
        return f"{self.name}, {reach}: {shares}"


def interval_bar(
    spans: Iterable[Span], *, from_at: datetime, until_at: datetime, name: str = "Period"
) -> IntervalBar:
    """Lay ``spans`` out over ``[from_at, until_at)``; an open one reaches to the end.

    Raises ValueError where the period is empty or two spans overlap.
    """
    if from_at >= until_at:
        raise ValueError("a period ends after it begins")
    segments: list[Segment] = []
    reached = from_at
    for span in sorted(spans, key=lambda span: span.from_at):
        begins, ends = max(span.from_at, from_at), min(span.until_at or until_at, until_at)
        if begins >= ends:
            continue
        if begins < reached:
            raise ValueError(f"spans overlap at {words.instant_words(begins)}")
        if begins > reached:
            segments.append(_unobserved(reached, begins, from_at, until_at))
        segments.append(_segment(span, begins, ends, from_at, until_at))
        reached = ends
    if reached < until_at:
        segments.append(_unobserved(reached, until_at, from_at, until_at))
    return IntervalBar(name, from_at, until_at, tuple(segments))


def _unobserved(begins: datetime, ends: datetime, from_at: datetime, until_at: datetime) -> Segment:
    return _segment(Span(begins, ends, "unknown", UNOBSERVED), begins, ends, from_at, until_at)


def _segment(span: Span, begins: datetime, ends: datetime, from_at: datetime, until_at: datetime) -> Segment:
    x = _percent(begins, from_at, until_at)
    return Segment(x, round(_percent(ends, from_at, until_at) - x, 4), span, begins, ends)


def _percent(instant: datetime, from_at: datetime, until_at: datetime) -> float:
    return round(100 * ((instant - from_at) / (until_at - from_at)), 4)


def _month_starts(from_at: datetime, until_at: datetime) -> Iterable[datetime]:
    first = from_at.astimezone(UTC)
    year, month = first.year, first.month
    while (start := datetime(year, month, 1, tzinfo=UTC)) < until_at:
        if start >= from_at:
            yield start
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
