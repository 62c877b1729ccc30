"""Rows that are held in memory, as one chose to see them: searched, held to values, sorted, paged, as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.http import StreamingHttpResponse

from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """A column; ``of`` is what it is sorted by, None where it cannot be. Rows that say None come last."""

    key: str
    label: str
    of: Callable[[Row], Any] | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Held(Generic[Row]):
    """A row of chips: the values that rows can be held to, and those that one row has."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]
    of: Callable[[Row], Collection[str]]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """A kind of table. What the export says of a row is also what a search looks through.

    Without ``sort`` rows stand in the order in which they are given. Where the table does not stand at
    the top of its page, ``place`` is the id of where it does.
    """

    name: str
    columns: tuple[Shown[Row], ...]
    export: Mapping[str, Callable[[Row], object]]
    held: tuple[Held[Row], ...] = ()
    sort: str = ""
    place: str = ""
    page_size: int = PAGE_SIZE

    def listing(
        self, query: Mapping[str, str], rows: Sequence[Row], carried: Mapping[str, str] | None = None
    ) -> Listing:
        """One page of the rows that are asked for; its addresses keep what else is ``carried``."""
        filters = self._filters(rows)
        choice, found = self._found(query, rows, filters)
        start = (choice.page - 1) * self.page_size
        choice = replace(choice, filters={**choice.filters, **(carried or {})}, place=self.place)
        shown = found[start : start + self.page_size]
        return Listing(self._columns(), shown, len(found), choice, filters, self.page_size)

    def as_csv(self, query: Mapping[str, str], rows: Sequence[Row]) -> StreamingHttpResponse | None:
        """Every row that is asked for as a file; None where the page is asked for."""
        if query.get("format") != "csv":
            return None
        _, found = self._found(query, rows, self._filters(rows))
        lines = ([_text(of(row)) for of in self.export.values()] for row in found)
        return csv_answer(f"{self.name}.csv", tuple(self.export), lines)

    def _found(
        self, query: Mapping[str, str], rows: Sequence[Row], filters: tuple[Filter, ...]
    ) -> tuple[Choice, list[Row]]:
        choice = read_choice(query, self._columns(), filters, sort=self.sort)
        words = choice.search.casefold().split()
        found = [row for row in rows if self._is_held(row, choice) and self._says(row, words)]
        of = next((one.of for one in self.columns if one.key == choice.sort), None)
        if of is None:
            return choice, found
        known = [row for row in found if of(row) is not None]
        known.sort(key=lambda row: _order(of(row)), reverse=choice.is_descending)
        return choice, [*known, *(row for row in found if of(row) is None)]

    def _columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(one.key, one.label, sortable=one.of is not None, numeric=one.numeric)
            for one in self.columns
        )

    def _filters(self, rows: Sequence[Row]) -> tuple[Filter, ...]:
        counted = [Counter(value for row in rows for value in set(one.of(row))) for one in self.held]
        return tuple(
            Filter(one.key, one.label, tuple(Option(key, label, count[key]) for key, label in one.values))
            for one, count in zip(self.held, counted, strict=True)
        )

    def _is_held(self, row: Row, choice: Choice) -> bool:
        return all(
            one.key not in choice.filters or choice.filters[one.key] in one.of(row) for one in self.held
        )

    def _says(self, row: Row, words: Collection[str]) -> bool:
        if not words:
            return True
        said = " ".join(str(_text(of(row))) for of in self.export.values()).casefold()
        return all(word in said for word in words)


def _text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(str(one) for one in value)
    return value


def _order(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
