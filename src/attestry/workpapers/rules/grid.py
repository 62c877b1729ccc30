"""The grid of a test: each item by each attribute, one mark for each, and what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What was found of one attribute of one item. Nothing is found until somebody writes it down."""

    PASS = "pass"  # noqa: S105  no password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNABLE = "unable"

    @property
    def label(self) -> str:
        """The mark in words."""
        return _LABELS[self]

    @property
    def tick(self) -> str:
        """The tick mark as a grid shows it."""
        return _TICKS[self]


_LABELS = {
    Mark.PASS: "As described",
    Mark.FAIL: "Deviation",
    Mark.NOT_APPLICABLE: "Does not apply",
    Mark.UNABLE: "Could not be tested",
}
_TICKS = {Mark.PASS: "✓", Mark.FAIL: "✗", Mark.NOT_APPLICABLE: "n/a", Mark.UNABLE: "?"}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that is looked at in every item: its letter, and what has to be so."""

    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A grid in figures: items, items with a deviation, untestable ones, cells that nobody filled."""

    items: int
    deviating: int
    unable: int
    open_cells: int

    @property
    def tested(self) -> int:
        """The items that could be tested."""
        return self.items - self.unable


def lettered(words: Sequence[str]) -> tuple[Attribute, ...]:
    """Attributes by their letters: A, B, C … Raises ValueError for more than there are letters."""
    if len(words) > 26:
        raise ValueError("a test has at most 26 attributes")
    return tuple(Attribute(chr(ord("A") + place), one) for place, one in enumerate(words))


def tally(items: Iterable[int], letters: Sequence[str], marks: Mapping[tuple[int, str], Mark]) -> Tally:
    """What the marks come to: one deviation in an item is a deviation of the item."""
    counted: Counter[str] = Counter()
    for item in items:
        found = {marks[item, letter] for letter in letters if (item, letter) in marks}
        counted["items"] += 1
        counted["deviating"] += Mark.FAIL in found
        counted["unable"] += Mark.UNABLE in found and Mark.FAIL not in found
        counted["open"] += sum((item, letter) not in marks for letter in letters)
    return Tally(counted["items"], counted["deviating"], counted["unable"], counted["open"])
