"""Intervals: for how long an outcome is proved, and where nothing was observed.

A poll proves an open span. An observation holds until the next one, but never longer than it
is taken to hold; past that, nobody looked, and the outcome is unknown. Both bounds of every
change are kept: the last observation of the old outcome and the first of the new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from attestry.control_tests.rules.outcome import Outcome

NOBODY_LOOKED = "nobody looked: no test ran in this time"
NOT_YET = "not observed yet"


@dataclass(frozen=True, slots=True)
class Observation:
    """One answer: true at ``at``, taken to hold until ``holds_until`` at the longest."""

    at: datetime
    holds_until: datetime
    outcome: Outcome
    reason: str = ""
    entry_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open span [from_at, until_at) with one outcome.

    ``after`` is the last observation of the outcome before: the change happened between
    ``after`` and ``from_at``. ``entry_seq`` is the entry that first showed the outcome,
    ``last_seq`` the last that did.
    """

    outcome: Outcome
    from_at: datetime
    until_at: datetime
    reason: str = ""
    entry_seq: int | None = None
    last_seq: int | None = None
    after: datetime | None = None
    is_open: bool = False

    @property
    def length(self) -> timedelta:
        """How long the span is."""
        return self.until_at - self.from_at


def intervals(
    observations: Sequence[Observation], *, from_at: datetime, until_at: datetime
) -> tuple[Interval, ...]:
    """The intervals of [from_at, until_at), without a hole: what was not observed is unknown.

    ``observations`` in order of ``at``. Neighbours of the same outcome are one interval.
    """
    spans = list(_clipped(_raw(observations, until_at), from_at, until_at))
    first = spans[0].from_at if spans else until_at
    if from_at < first:
        spans.insert(0, Interval(Outcome.UNKNOWN, from_at, first, NOT_YET))
    joined = _joined(spans)
    if joined and observations:
        joined[-1] = replace(joined[-1], is_open=joined[-1].until_at >= until_at)
    return tuple(joined)


def _raw(observations: Sequence[Observation], until_at: datetime) -> Iterable[Interval]:
    before: Observation | None = None
    for position, one in enumerate(observations):
        after = observations[position + 1].at if position + 1 < len(observations) else until_at
        held = min(after, one.holds_until)
        if one.at < held:
            yield Interval(
                one.outcome,
                one.at,
                held,
                one.reason,
                one.entry_seq,
                one.entry_seq,
                before.at if before else None,
            )
        if max(held, one.at) < after:
            start = max(held, one.at)
            yield Interval(Outcome.UNKNOWN, start, after, NOBODY_LOOKED, None, None, one.at)
        before = one


def _clipped(spans: Iterable[Interval], from_at: datetime, until_at: datetime) -> Iterable[Interval]:
    for span in spans:
        start, end = max(span.from_at, from_at), min(span.until_at, until_at)
        if start < end:
            yield replace(span, from_at=start, until_at=end)


def _joined(spans: Iterable[Interval]) -> list[Interval]:
    answer: list[Interval] = []
    for span in spans:
        last = answer[-1] if answer else None
        if last and last.outcome is span.outcome and last.until_at == span.from_at and _alike(last, span):
            answer[-1] = replace(last, until_at=span.until_at, last_seq=span.last_seq or last.last_seq)
        else:
            answer.append(span)
    return answer


def _alike(left: Interval, right: Interval) -> bool:
    """Unknown for different reasons stays apart; every other outcome is one whatever the words."""
    return left.outcome is not Outcome.UNKNOWN or left.reason == right.reason


def overlay(layers: Sequence[Sequence[Interval]]) -> tuple[Interval, ...]:
    """One row of intervals from several over the same span: at each instant the worst outcome.

    All layers cover the same [from, until). The order is fail, unknown, empty, pass, not
    applicable.
    """
    if not layers:
        return ()
    cuts = sorted({edge for layer in layers for span in layer for edge in (span.from_at, span.until_at)})
    positions = [0] * len(layers)
    answer: list[Interval] = []
    for start, end in pairwise(cuts):
        current = []
        for index, layer in enumerate(layers):
            while positions[index] < len(layer) and layer[positions[index]].until_at <= start:
                positions[index] += 1
            if positions[index] < len(layer) and layer[positions[index]].from_at <= start:
                current.append(layer[positions[index]])
        if current:
            deciding = min(current, key=lambda span: _RANK[span.outcome])
            answer.append(replace(deciding, from_at=start, until_at=end))
    return tuple(_joined(answer))


_RANK = {
    Outcome.FAIL: 0,
    Outcome.UNKNOWN: 1,
    Outcome.EMPTY: 2,
    Outcome.PASS: 3,
    Outcome.NOT_APPLICABLE: 4,
}


def exposure(spans: Iterable[Interval], outcome: Outcome) -> timedelta:
    """How long the outcome stood, all spans together."""
    return sum((span.length for span in spans if span.outcome is outcome), timedelta())
