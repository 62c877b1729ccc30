"""A firm's tables of sizes: by how often a control is performed, and by how many items there are.

No standard prescribes them; a firm sets its own, and each version of it stays. A cell says a size in
words: ``25``, ``all``, ``10%, at least 10, at most 25`` (a percentage is rounded up). No size is ever
more than the population.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from attestry.populations.rules.method import Risk

_CELL = re.compile(
    r"(?P<all>all)|(?P<percent>\d{1,3})%(, at least (?P<least>\d+))?(, at most (?P<most>\d+))?|(?P<items>\d+)"
)
_WATCHED = 2_000
RISKS = tuple(Risk)


@dataclass(frozen=True, slots=True)
class Cell:
    """One size in words, read."""

    words: str
    items: int = 0
    percent: int = 0
    least: int = 0
    most: int | None = None
    is_all: bool = False

    def size(self, population: int) -> int:
        """How many of so many items."""
        if self.is_all or population == 0:
            return population
        wanted = max(ceil(population * self.percent / 100), self.least) if self.percent else self.items
        if self.most is not None:
            wanted = min(wanted, self.most)
        return min(wanted, population)


def read_cell(words: str) -> Cell:
    """A cell from its words. Raises ValueError for words that say no size."""
    said = " ".join(words.lower().split())
    found = _CELL.fullmatch(said)
    if found is None:
        raise ValueError(f"“{words[:60]}” is none of 25, all, or 10%, at least 10, at most 25")
    percent, most = int(found["percent"] or 0), found["most"]
    if percent > 100 or (percent == 0 and not found["all"] and not int(found["items"] or 0)):
        raise ValueError(f"“{words[:60]}” is a size of none, or of more than all")
    return Cell(
        said,
        int(found["items"] or 0),
        percent,
        int(found["least"] or 0),
        int(most) if most else None,
        is_all=bool(found["all"]),
    )


@dataclass(frozen=True, slots=True)
class Band:
    """Populations of at least ``least`` items, up to the next band: a size for each risk."""

    least: int
    cells: Mapping[Risk, Cell]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Both tables as a firm keeps them."""

    by_frequency: Mapping[str, Mapping[Risk, Cell]]
    bands: tuple[Band, ...]

    def for_frequency(self, frequency: str, population: int, risk: Risk) -> int:
        """The size for a control performed so often. Raises ValueError for a frequency without a row."""
        row = self.by_frequency.get(frequency)
        if row is None:
            raise ValueError(f"the table has no row for “{frequency.replace('_', ' ')}”")
        return row[risk].size(population)

    def for_population(self, population: int, risk: Risk) -> int:
        """The size for so many items; none of none."""
        fitting = [band for band in self.bands if band.least <= population]
        return fitting[-1].cells[risk].size(population) if fitting else 0

    def record(self) -> dict[str, list[list[str]]]:
        """Both tables as they are kept: lists of words."""
        return {
            "by_frequency": [[name, *_words(row)] for name, row in self.by_frequency.items()],
            "by_population": [[str(band.least), *_words(band.cells)] for band in self.bands],
        }

    def complaints(self) -> Iterator[str]:
        """What a table may not say: a size that falls as the population grows, or that is none of some."""
        if not self.bands or self.bands[0].least != 1:
            yield "the sizes by population begin at 1"
        ends = (number for band in self.bands for number in (band.least - 1, band.least))
        watched = sorted({*range(1, _WATCHED), *(number for number in ends if number > 0)})
        for risk in RISKS:
            before = 0
            for population in watched:
                size = self.for_population(population, risk)
                if size < 1 or size < before:
                    words = "none" if size < 1 else f"{size}, fewer than of a smaller population"
                    yield f"{risk.value}: of {population:,} items the table draws {words}"
                    break
                before = size


def read_sizes(by_frequency: Sequence[Sequence[str]], by_population: Sequence[Sequence[str]]) -> Sizes:
    """Both tables from lists of words. Raises ValueError that names the row."""
    rows = {line[0]: _cells(line) for line in by_frequency}
    if len(rows) != len(by_frequency):
        raise ValueError("a frequency has one row")
    bands = [Band(_least(line[0]), _cells(line)) for line in by_population]
    begins = [band.least for band in bands]
    if begins != sorted(set(begins)):
        raise ValueError("the rows by population stand in the order of their first number, each once")
    return Sizes(rows, tuple(bands))


def _cells(line: Sequence[str]) -> dict[Risk, Cell]:
    if len(line) != len(RISKS) + 1:
        raise ValueError(f"“{line[0] if line else ''}” has {len(line) - 1} sizes, and needs {len(RISKS)}")
    try:
        return {risk: read_cell(words) for risk, words in zip(RISKS, line[1:], strict=True)}
    except ValueError as refusal:
        raise ValueError(f"{line[0]}: {refusal}") from refusal


def _least(words: str) -> int:
    if not words.isascii() or not words.isdigit() or len(words) > 9:
        raise ValueError(f"“{words[:60]}” is no number of items")
    return int(words)


def _words(row: Mapping[Risk, Cell]) -> list[str]:
    return [row[risk].words for risk in RISKS]


# What stands until a firm sets its own: values seen in practice, and no standard's.
USUAL = read_sizes(
    [
        ["annual", "1", "1", "1"],
        ["semiannual", "1", "1", "2"],
        ["quarterly", "2", "2", "3"],
        ["monthly", "2", "2", "5"],
        ["semimonthly", "3", "3", "8"],
        ["weekly", "5", "5", "15"],
        ["daily", "20", "25", "40"],
        ["per_event", "25", "25", "60"],
        ["on_change", "25", "25", "60"],
        ["continuous", "1", "1", "1"],
    ],
    [
        ["1", "1", "1", "1"],
        ["2", "2", "2", "all"],
        ["5", "2", "3", "5"],
        ["13", "3", "5", "8"],
        ["25", "5", "8", "12"],
        ["53", "10%, at least 8", "10%, at least 10, at most 25", "10%, at least 15, at most 40"],
        ["251", "25", "40", "60"],
    ],
)
