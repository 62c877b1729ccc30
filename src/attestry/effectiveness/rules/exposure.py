"""Exposure: for how long an item failed, as proved and at most, and whether that kept the promise.

A poll proves an open span. An item was right at ``last_right``, was seen failing from ``first_fail``
to ``last_fail``, and was right again, or gone, at ``ended``. Three lengths follow, each within the next:
proved (first to last failing observation, without the time in which nobody looked), standing (until it
was seen put right) and at most (from the last right observation to the first after).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

_NONE = timedelta()


class Ending(StrEnum):
    """How an episode ended, if it did."""

    OPEN = "open"
    FIXED = "fixed"
    LEFT = "left"


class Kept(StrEnum):
    """What became of the promise to put it right in time."""

    BROKEN = "broken"
    RUNNING = "running"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Looked:
    """One run of the test: it looked at ``at``, and the answer is taken to hold until ``holds_until``."""

    at: datetime
    holds_until: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """When a test looked, in order, and for how much of any time its answers held.

    ``held`` are the lengths up to each run: what was not watched, because no run came while the
    last one still held, counts for nobody.
    """

    runs: Sequence[Looked]
    held: Sequence[timedelta]

    @classmethod
    def of(cls, runs: Sequence[Looked]) -> Watch:
        """The watch of runs in order of ``at``."""
        held, total = [], _NONE
        for number, run in enumerate(runs):
            if number:
                before = runs[number - 1]
                total += max(min(run.at, before.holds_until) - before.at, _NONE)
            held.append(total)
        return cls(runs, held)

    def before(self, at: datetime) -> datetime | None:
        """The last run before an instant; None where there was none."""
        place = bisect_right(self.runs, at, key=lambda run: run.at)
        while place and self.runs[place - 1].at >= at:
            place -= 1
        return self.runs[place - 1].at if place else None

    def held_until(self, at: datetime) -> timedelta:
        """How much was watched up to an instant."""
        place = bisect_right(self.runs, at, key=lambda run: run.at) - 1
        if place < 0:
            return _NONE
        run = self.runs[place]
        return self.held[place] + max(min(at, run.holds_until) - run.at, _NONE)

    def watched(self, from_at: datetime, until_at: datetime) -> timedelta:
        """How much of [from_at, until_at] was watched."""
        return max(self.held_until(until_at) - self.held_until(from_at), _NONE)


@dataclass(frozen=True, slots=True)
class Episode:
    """One time that one item failed, from right to right; a stretch of unknown within does not end it.

    ``last_right`` is None where nobody had looked before. ``happened_at`` is what an event told of
    its beginning. ``proved`` is cut to the period that was asked about; ``at`` is the instant of asking.
    """

    first_fail: datetime
    last_fail: datetime
    last_right: datetime | None
    ended: datetime | None
    ending: Ending
    proved: timedelta
    within: timedelta
    at: datetime
    happened_at: datetime | None = None

    @property
    def standing(self) -> timedelta:
        """From the first failing observation until it was seen put right, or until now."""
        return (self.ended or self.at) - self.first_fail

    @property
    def at_most_from(self) -> datetime:
        """The earliest that it can have begun; the first observation where nothing is known before it."""
        return self.began or self.last_right or self.first_fail

    @property
    def at_most(self) -> timedelta:
        """The longest that it can have failed."""
        return (self.ended or self.at) - self.at_most_from

    @property
    def began(self) -> datetime | None:
        """When an event says that it began, where that can be true: not after it was seen."""
        told = self.happened_at
        return told if told and told <= self.first_fail else None

    @property
    def to_detect(self) -> timedelta | None:
        """From its beginning to its first sight: exact by an event, at most by the observation before.

        None where neither is known.
        """
        begun = self.began or self.last_right
        return self.first_fail - begun if begun else None

    @property
    def to_fix(self) -> timedelta | None:
        """From its first sight until it was seen put right or gone; None while it is open."""
        return self.ended - self.first_fail if self.ended else None

    @property
    def due_at(self) -> datetime:
        """When the promised time was over."""
        return self.first_fail + self.within

    @property
    def promise(self) -> Kept:
        """Kept, broken, or still running; an open failure counts until now."""
        if (self.ended or self.at) > self.due_at:
            return Kept.BROKEN
        return Kept.KEPT if self.ended else Kept.RUNNING


def clipped(from_at: datetime, until_at: datetime, *, over: tuple[datetime, datetime]) -> timedelta:
    """How much of a span lies within a period."""
    return max(min(until_at, over[1]) - max(from_at, over[0]), _NONE)


@dataclass(frozen=True, slots=True)
class Totals:
    """Many episodes together. Medians and worst are None where there is nothing to say."""

    episodes: int
    items: int
    open: int
    proved: timedelta
    at_most: timedelta
    median_detect: timedelta | None
    worst_detect: timedelta | None
    median_fix: timedelta | None
    worst_fix: timedelta | None
    kept: int
    broken: int
    running: int

    def of_state(self, state: str) -> int:
        """How many episodes are open, ended, kept, broken or running; all of them without a state."""
        return {
            "": self.episodes,
            "open": self.open,
            "ended": self.episodes - self.open,
            Kept.KEPT: self.kept,
            Kept.BROKEN: self.broken,
            Kept.RUNNING: self.running,
        }[state]


def totals(episodes: Iterable[tuple[str, Episode]], *, over: tuple[datetime, datetime]) -> Totals:
    """The totals of (item, episode) pairs over a period; what the engine counts is held to this."""
    listed = list(episodes)
    ones = [one for _, one in listed]
    detect = [one.to_detect for one in ones if one.to_detect is not None]
    fix = [one.to_fix for one in ones if one.to_fix is not None]
    return Totals(
        episodes=len(ones),
        items=len({item for item, _ in listed}),
        open=sum(one.ended is None for one in ones),
        proved=sum((one.proved for one in ones), _NONE),
        at_most=sum((clipped(one.at_most_from, one.ended or one.at, over=over) for one in ones), _NONE),
        median_detect=median(detect) if detect else None,  # type: ignore[type-var]
        worst_detect=max(detect, default=None),
        median_fix=median(fix) if fix else None,  # type: ignore[type-var]
        worst_fix=max(fix, default=None),
        kept=sum(one.promise is Kept.KEPT for one in ones),
        broken=sum(one.promise is Kept.BROKEN for one in ones),
        running=sum(one.promise is Kept.RUNNING for one in ones),
    )


def episodes_of(
    changes: Sequence[tuple[datetime, str]],
    watch: Watch,
    *,
    within: timedelta,
    over: tuple[datetime, datetime],
) -> tuple[Episode, ...]:
    """The episodes of one item from its changes of outcome in order: (instant, pass, fail, unknown, ...).

    ``over`` is the period [from, at); episodes that do not reach into it are left out. An item's absence
    at a run before its first change counts as right: it was not there to fail.
    """
    answer: list[Episode] = []
    group: list[int] = []
    for number, (_, outcome) in enumerate(changes):
        if outcome in ("fail", "unknown"):
            group.append(number)
        else:
            answer += _episode(changes, group, watch, within, over)
            group = []
    return tuple(answer + _episode(changes, group, watch, within, over))


def _episode(
    changes: Sequence[tuple[datetime, str]],
    group: Sequence[int],
    watch: Watch,
    within: timedelta,
    over: tuple[datetime, datetime],
) -> list[Episode]:
    failing = [number for number in group if changes[number][1] == "fail"]
    if not failing:
        return []
    after = group[-1] + 1
    ended, how = changes[after] if after < len(changes) else (None, "")
    first = changes[failing[0]][0]
    if first > over[1] or (ended and ended <= over[0]):
        return []
    pieces = [_piece(changes, number, watch, over[1]) for number in failing]
    return [
        Episode(
            first_fail=first,
            last_fail=pieces[-1][1],
            last_right=watch.before(changes[group[0]][0]),
            ended=ended,
            ending=Ending.OPEN if not ended else Ending.LEFT if how == "left" else Ending.FIXED,
            proved=sum((watch.watched(max(a, over[0]), max(b, over[0])) for a, b in pieces), _NONE),
            within=within,
            at=over[1],
        )
    ]


def _piece(
    changes: Sequence[tuple[datetime, str]], number: int, watch: Watch, at: datetime
) -> tuple[datetime, datetime]:
    """From a failing change to the last run that still saw it."""
    start = changes[number][0]
    end = changes[number + 1][0] if number + 1 < len(changes) else at + timedelta(microseconds=1)
    return start, max(watch.before(end) or start, start)
