"""Where the questions of a sheet stand: found by its headings, else by what its columns hold.

Rows and columns are counted from 1, as a spreadsheet shows them. A column that is 0 is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Protocol

HEADING_ROWS = 40
MOST_QUESTIONS = 5_000
LONGEST_QUESTION = 4_000
_FEWEST_LETTERS = 12
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Rows = Sequence[Sequence[str]]


class Headings(Protocol):
    """A layout that is known by its headings."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def question(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def reference(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def section(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def verdict(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def words(self) -> Sequence[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The columns of one sheet. Questions stand below ``heading_row``; 0: from the first row on."""

    sheet: str
    heading_row: int
    question: int
    reference: int = 0
    section: int = 0
    verdict: int = 0
    words: int = 0
    known_as: str = ""

    def record(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @property
    def has_room(self) -> bool:
        """Whether it says where an answer is written."""
        return bool(self.verdict or self.words)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands in a sheet."""

    sheet: str
    row: int
    text: str
    reference: str = ""
    section: str = ""


def layout_from(record: Mapping[str, Any]) -> SheetLayout:
    """As it was kept."""
    return SheetLayout(**record)


def guessed(sheet: str, rows: Rows, known: Sequence[Headings]) -> SheetLayout | None:
    """The layout of a sheet; None: nothing in it looks like questions."""
    for layout in known:
        for number, row in enumerate(rows[:HEADING_ROWS], start=1):
            if (found := _by_headings(sheet, number, row, layout)) is not None:
                return found
    return _by_contents(sheet, rows)


def questions_in(layout: SheetLayout, rows: Rows) -> Iterator[Asked]:
    """The questions of a sheet in their order; a row without words in its question cell is none."""
    section = ""
    for number, row in enumerate(rows, start=1):
        if number <= layout.heading_row:
            continue
        section = _cell(row, layout.section) or section
        text = _cell(row, layout.question)
        if _says_something(text):
            yield Asked(
                layout.sheet,
                number,
                text[:LONGEST_QUESTION],
                _cell(row, layout.reference)[:80],
                (section if layout.section else "")[:200],
            )


def column_letters(column: int) -> str:
    """``A`` for 1, ``AB`` for 28."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters


def _says_something(text: str) -> bool:
    letters = islice(filter(str.isalpha, text), _FEWEST_LETTERS)
    return sum(1 for _ in letters) == _FEWEST_LETTERS or text.endswith("?")


def _cell(row: Sequence[str], column: int) -> str:
    return row[column - 1].strip() if 0 < column <= len(row) else ""


def _by_headings(sheet: str, number: int, row: Sequence[str], layout: Headings) -> SheetLayout | None:
    said = [" ".join(cell.lower().split()) for cell in row]

    def place(headings: Sequence[str]) -> int:
        for heading in headings:
            if heading in said:
                return said.index(heading) + 1
        return 0

    found = SheetLayout(
        sheet,
        number,
        question=place(layout.question),
        reference=place(layout.reference),
        section=place(layout.section),
        verdict=place(layout.verdict),
        words=place(layout.words),
        known_as=layout.title,
    )
    return found if found.question and found.has_room else None


def _by_contents(sheet: str, rows: Rows) -> SheetLayout | None:
    """The column that holds the most questions; at least two have to end in a question mark."""
    width = max((len(row) for row in rows), default=0)
    asked = [sum(_cell(row, column).endswith("?") for row in rows) for column in range(1, width + 1)]
    if not asked or max(asked) < 2:
        return None
    question = asked.index(max(asked)) + 1
    first = next(number for number, row in enumerate(rows, 1) if _cell(row, question).endswith("?"))
    return SheetLayout(sheet, first - 1, question=question, words=question + 1)
