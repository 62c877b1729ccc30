"""How a sample lies over the period: calendar quarters, and the gaps in items' numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_NUMBERED = re.compile(r"(.*?)(\d{1,18})$")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter that the period touches: how many items of the list, how many of the sample."""

    label: str
    population_count: int
    sample_count: int


def quarters(from_on: date, until_on: date, items: Iterable[date], sampled: Iterable[date]) -> list[Quarter]:
    """Every quarter of [from_on, until_on], in order, with its counts; other days are not counted."""
    first, last = _quarter(from_on), _quarter(until_on)
    counts = {number: [0, 0] for number in range(first, last + 1)}
    for place, days in enumerate((items, sampled)):
        for day in days:
            if (number := _quarter(day)) in counts:
                counts[number][place] += 1
    return [
        Quarter(f"Q{number % 4 + 1} {number // 4}", *(counts[number])) for number in range(first, last + 1)
    ]


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


@dataclass(frozen=True, slots=True)
class Series:
    """Items that are numbered alike: first and last number, how many, and the first numbers that miss."""

    prefix: str
    first: int
    last: int
    count: int
    missing_count: int
    missing: tuple[int, ...]


def series(items: Iterable[str]) -> list[Series]:
    """The items by what stands before their number, largest first; those without a number are left out."""
    found: dict[str, set[int]] = defaultdict(set)
    for item in items:
        if numbered := _NUMBERED.fullmatch(item):
            found[numbered[1]].add(int(numbered[2]))
    made = [_series(prefix, numbers) for prefix, numbers in found.items() if len(numbers) > 1]
    return sorted(made, key=lambda one: (-one.count, one.prefix))


def _series(prefix: str, numbers: set[int]) -> Series:
    ordered = sorted(numbers)
    missing: list[int] = []
    for before, after in pairwise(ordered):
        room = SHOWN - len(missing)
        missing.extend(range(before + 1, min(after, before + 1 + room)))
    lacking = ordered[-1] - ordered[0] + 1 - len(ordered)
    return Series(prefix, ordered[0], ordered[-1], len(ordered), lacking, tuple(missing))
