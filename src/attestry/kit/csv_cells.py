"""The cells of one row of a list, read as what they are meant to say; each that is wrong is named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeVar

from attestry.kit import clock
from attestry.kit.csv_rows import MOST_ROWS, CsvRow, csv_rows, refuse_lines
from attestry.kit.errors import Conflict, Invalid

Kind = TypeVar("Kind", bound=Enum)
Line = TypeVar("Line")
Known = TypeVar("Known")
_YES, _NO = frozenset({"yes", "true", "1", "y"}), frozenset({"", "no", "false", "0", "n"})
_SHOWN = 80


class Cells:
    """One row. What cannot be read is written down in ``wrong`` and answered with a stand-in.

    Nobody sees a stand-in: one wrong cell, and the whole file is refused.
    """

    def __init__(self, row: CsvRow) -> None:
        self.line = row.line
        self.wrong: list[str] = []
        self._row = row

    def has(self, column: str) -> bool:
        """Whether the file has such a column; one that it has not leaves what is known as it is."""
        return column in self._row.values

    def refuse(self, column: str, why: str) -> None:
        """Say that a cell is wrong."""
        self.wrong.append(f"line {self.line}: {column}: {why}")

    def asked(self, work: Callable[[], Line]) -> Line | None:
        """What an act answers; where it refuses, that is wrong with this line. None: it refused."""
        try:
            return work()
        except (Invalid, Conflict) as refusal:
            self.wrong.append(f"line {self.line}: {refusal.message}")
            return None

    def text(self, column: str, *, most: int = 4000, needed: bool = False) -> str:
        """The words of a cell, at most so many characters."""
        said = self._row[column]
        if needed and not said:
            self.refuse(column, "it is empty")
        if len(said) > most:
            self.refuse(column, f"it is longer than {most} characters")
        return said

    def choice(self, column: str, kinds: type[Kind], *, otherwise: Kind | None = None) -> Kind:
        """One of the values of an enumeration; an empty cell says ``otherwise`` where that is given."""
        said = self._row[column].lower()
        if not said and otherwise is not None:
            return otherwise
        for one in kinds:
            if one.value == said:
                return one
        self._none_of(column, self._row[column], kinds)
        return next(iter(kinds))

    def known(
        self, column: str, there: Mapping[str, Known], otherwise: str, *, needed: bool = False
    ) -> Known | None:
        """What is known by the words of a cell, by small letters; ``otherwise`` begins the refusal."""
        said = self._row[column]
        found = there.get(said.casefold())
        if found is None and (said or needed):
            self.refuse(column, f"{otherwise} “{said[:_SHOWN]}”" if said else "it is empty")
        return found

    def choices(self, column: str, kinds: type[Kind]) -> tuple[Kind, ...]:
        """Several values of an enumeration, with spaces, commas or semicolons between."""
        known = {one.value: one for one in kinds}
        said = self._row[column].lower().replace(";", " ").replace(",", " ").split()
        for one in said:
            if one not in known:
                self._none_of(column, one, kinds)
        return tuple(known[one] for one in said if one in known)

    def day(self, column: str, *, needed: bool = False, not_after: date | None = None) -> date | None:
        """A day such as 2026-03-14; None: the cell is empty."""
        said = self.text(column, needed=needed)
        try:
            found = date.fromisoformat(said) if said else None
        except ValueError:
            self.refuse(column, f"“{said[:_SHOWN]}” is no day such as 2026-03-14")
            return None
        if found is not None and not_after is not None and found > not_after:
            self.refuse(column, f"{found} is still to come")
        return found

    def instant(self, column: str, *, needed: bool = False) -> datetime | None:
        """A time such as 2026-03-14T09:12Z; None: the cell is empty."""
        said = self.text(column, needed=needed)
        try:
            return clock.from_text(said) if said else None
        except ValueError:
            self.refuse(column, f"“{said[:_SHOWN]}” is no time such as 2026-03-14T09:12Z")
            return None

    def whole(self, column: str, lowest: int, highest: int) -> int | None:
        """A whole number between two, both included; None: the cell is empty."""
        said = self._row[column]
        if not said:
            return None
        if said.isascii() and said.isdecimal() and len(said) < 10 and lowest <= int(said) <= highest:
            return int(said)
        self.refuse(column, f"“{said[:_SHOWN]}” is not {lowest} to {highest}")
        return None

    def amount(
        self, column: str, most: Decimal, *, least: Decimal = Decimal(0), needed: bool = False
    ) -> Decimal | None:
        """An amount in hundredths; None: the cell is empty."""
        said = self.text(column, needed=needed)
        if not said:
            return None
        try:
            found = Decimal(said.replace(" ", "").replace("_", "x"))
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite() and least <= found <= most:
            return found.quantize(Decimal("0.01"))
        self.refuse(column, f"“{said[:_SHOWN]}” is no amount from {least} to {most}")
        return None

    def yes(self, column: str) -> bool:
        """Yes or no; an empty cell says no."""
        said = self._row[column].lower()
        if said not in _YES | _NO:
            self.refuse(column, f"“{said[:_SHOWN]}” is neither yes nor no")
        return said in _YES

    def _none_of(self, column: str, said: str, kinds: Iterable[Enum]) -> None:
        self.refuse(column, f"“{said[:_SHOWN]}” is none of {', '.join(str(one.value) for one in kinds)}")


def read_lines(
    data: bytes,
    understand: Callable[[Cells], Line],
    *,
    required: Collection[str],
    optional: Collection[str] = (),
    once: str = "",
    apart: Callable[[Line], Hashable] | None = None,
    most: int = MOST_ROWS,
) -> list[Line]:
    """The rows as they are understood. No two may say the same in the column ``once``, whatever its case.

    Nor may ``apart`` answer the same of two that are right, where it tells lines apart.

    Raises Invalid for a file that is none, WrongLines with every line that is wrong.
    """
    found: list[Line] = []
    wrong: list[str] = []
    seen: dict[Hashable, int] = {}
    for row in csv_rows(data, required=required, optional=optional, most=most):
        cells = Cells(row)
        if once and row[once]:
            before = seen.setdefault(row[once].casefold(), row.line)
            if before != row.line:
                cells.refuse(once, f"“{row[once][:_SHOWN]}” stands on line {before} too")
        line = understand(cells)
        if (
            apart is not None
            and not cells.wrong
            and (before := seen.setdefault(apart(line), row.line)) != row.line
        ):
            cells.wrong.append(f"line {row.line}: it says the same as line {before}")
        found.append(line)
        wrong += cells.wrong
    refuse_lines(wrong)
    return found
