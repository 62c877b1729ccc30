"""The burn-down: how many tasks were left at the end of each day, counted from their moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from attestry.remediation.rules.task import DONE


@dataclass(frozen=True, slots=True)
class DayMoves:
    """How many tasks moved from one state to another on a day; from nothing where they were written."""

    on: date
    from_state: str
    to_state: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """The tasks left at the end of a day."""

    on: date
    left: int


def left_by_day(moves: Iterable[DayMoves], *, until: date) -> tuple[Point, ...]:
    """Every day from the first move until ``until``; a task is left unless it is closed or accepted."""
    change: dict[date, int] = {}
    for one in moves:
        entered = (one.to_state not in DONE) - (one.from_state not in ("", *DONE))
        change[one.on] = change.get(one.on, 0) + entered * one.count
    if not change:
        return ()
    points, left, day = [], 0, min(change)
    while day <= until:
        left += change.get(day, 0)
        points.append(Point(day, left))
        day += timedelta(days=1)
    return tuple(points)


def planned(deadlines: Iterable[tuple[date, int]], *, left: int) -> tuple[Point, ...]:
    """What is left after each deadline, if each task were done on its day; ``deadlines`` by day."""
    points = []
    for day, count in sorted(deadlines):
        left -= count
        points.append(Point(day, left))
    return tuple(points)
