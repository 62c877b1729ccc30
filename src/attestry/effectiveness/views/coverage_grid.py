"""The coverage map as it is drawn: squares along the months of a period, and days on a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from attestry.effectiveness.queries.coverage_map import ControlCoverage
from attestry.effectiveness.rules.answers import Basis, State
from attestry.effectiveness.rules.consistency import consistency
from attestry.effectiveness.rules.coverage_map import Cell, worst_state
from attestry.effectiveness.rules.occurrences import Rhythm, months_touched, occurrences
from attestry.effectiveness.views.coverage_words import STATES, cell_words, when_words
from attestry.ui.addresses import address
from attestry.ui.filters import with_query
from attestry.ui.words import month_words, share_words

_SMALL = frozenset({Rhythm.DAILY, Rhythm.BUSINESS_DAILY, Rhythm.WEEKLY, Rhythm.SEMIMONTHLY})


@dataclass(frozen=True, slots=True)
class Square:
    """What is said of ``width`` months: the worst of them. ``state`` is None where nothing is expected."""

    width: int
    label: str
    state: State | None
    short: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: its weeks from Monday on, with None where no day of the period is."""

    anchor: str
    label: str
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring occurrences of which the same is said, oldest first."""

    cells: tuple[Cell, ...]

    @property
    def first(self) -> Cell:
        """The oldest of them."""
        return self.cells[0]

    @property
    def last(self) -> Cell:
        """The newest of them."""
        return self.cells[-1]


def runs(cells: Sequence[Cell]) -> tuple[Run, ...]:
    """Cells as runs; what came late, or by somebody's hand, stands alone."""
    made: list[list[Cell]] = []
    for cell in cells:
        if made and _continues(made[-1][-1], cell):
            made[-1].append(cell)
        else:
            made.append([cell])
    return tuple(Run(tuple(one)) for one in made)


def _continues(before: Cell, cell: Cell) -> bool:
    alone = cell.state is State.LATE or cell.basis in (Basis.FINDING, Basis.DOCUMENT)
    same = (before.state, before.words, before.basis) == (cell.state, cell.words, cell.basis)
    return same and not alone and before.occurrence.grace < timedelta(days=5)


def months(from_on: date, until_on: date) -> tuple[date, ...]:
    """The first day within the period of each month that it touches."""
    return tuple(one.from_at.date() for one in occurrences(Rhythm.MONTHLY, from_on, until_on))


def squares(found: ControlCoverage, shown: Sequence[date], carried: dict[str, str]) -> tuple[Square, ...]:
    """The squares of one control, together as wide as the months shown."""
    page = with_query(address("control_coverage", found.key), carried)
    made: list[Square] = []
    reached = 0
    if found.rhythm in _SMALL:
        for first, cells in _by_month(found.cells):
            place = _place(first, shown)
            made += _blanks(place - reached, shown[reached:])
            made.append(_of_month(first, cells, f"{page}#{_anchor(first)}"))
            reached = place + 1
    else:
        for cell in found.cells:
            width = months_touched(cell.occurrence.from_at.date(), cell.occurrence.until_at.date())
            made.append(_of_one(cell, width, page))
            reached += width
    return (*made, *_blanks(len(shown) - reached, shown[reached:]))


def calendar_months(cells: Sequence[Cell]) -> tuple[Month, ...]:
    """Daily cells as months of weeks."""
    return tuple(
        Month(_anchor(first), f"{first:%B} {first.year}", tuple(_weeks(list(of_month))))
        for first, of_month in _by_month(cells)
    )


def _by_month(cells: Sequence[Cell]) -> Iterator[tuple[date, tuple[Cell, ...]]]:
    for _, group in groupby(
        cells, key=lambda cell: (cell.occurrence.from_at.year, cell.occurrence.from_at.month)
    ):
        listed = tuple(group)
        yield listed[0].occurrence.from_at.date(), listed


def _weeks(cells: Sequence[Cell]) -> Iterator[tuple[Cell | None, ...]]:
    by_day = {cell.occurrence.from_at.date(): cell for cell in cells}
    first, last = min(by_day), max(by_day)
    start = first.toordinal() - first.weekday()
    for monday in range(start, last.toordinal() + 1, 7):
        yield tuple(by_day.get(date.fromordinal(monday + number)) for number in range(7))


def _of_month(first: date, cells: Sequence[Cell], href: str) -> Square:
    state, figure = worst_state(cells), consistency(cells)
    label = month_words(first)
    if len(cells) == 1:
        return Square(1, label, state, "", cell_words(cells[0]), _evidence(cells[0], href))
    short = f"{figure.right}/{figure.expected}" if figure.expected != figure.right else str(figure.right)
    said = f"{STATES[state].word.lower()} at worst"
    if figure.expected:
        share = share_words(figure.right, figure.expected)
        said += f"; {figure.right} of {figure.expected} done in time ({share})"
    return Square(1, label, state, short if figure.expected else "", f"{first:%B} {first.year}: {said}", href)


def _of_one(cell: Cell, width: int, page: str) -> Square:
    href = _evidence(cell, f"{page}#{_anchor(cell.occurrence.from_at.date())}")
    short = STATES[cell.state].word
    return Square(width, when_words(cell.occurrence), cell.state, short, cell_words(cell), href)


def _evidence(cell: Cell, otherwise: str) -> str:
    return address("entry", cell.entry_seq) if cell.entry_seq is not None else otherwise


def _blanks(count: int, shown: Sequence[date]) -> list[Square]:
    return [
        Square(1, month_words(first), None, "", "the period holds no whole occurrence here", "")
        for first in shown[:count]
    ]


def _place(first: date, shown: Sequence[date]) -> int:
    return (first.year - shown[0].year) * 12 + first.month - shown[0].month


def _anchor(first: date) -> str:
    return f"m-{first:%Y-%m}"
