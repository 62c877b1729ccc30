"""A list as one chose to see it: sort, filters and page, read from the address and written back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

PAGE_SIZE = 50
_PAGE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``key`` is what the address calls it when one sorts by it."""

    key: str
    label: str
    sortable: bool = True
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a filter may take, and how many rows have it where that is known."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A row of chips: the values a column may be held to."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: ``sort`` by a column key, ``page`` from 1, ``filters`` by key, ``search`` text.

    ``place`` is the id on the page at which the table stands, where it is not at its top.
    """

    sort: str = ""
    is_descending: bool = False
    page: int = 1
    filters: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    density: str = ""
    place: str = ""

    def address(self) -> str:
        """The query that asks for this choice again, beginning with ``?``."""
        pairs: dict[str, str] = dict(self.filters)
        if self.search:
            pairs["q"] = self.search
        if self.sort:
            pairs["sort"] = f"-{self.sort}" if self.is_descending else self.sort
        if self.density:
            pairs["density"] = self.density
        if self.page > 1:
            pairs["page"] = str(self.page)
        return "?" + urlencode(pairs) + (f"#{self.place}" if self.place else "")


def read_choice(
    query: Mapping[str, str], columns: Sequence[Column], filters: Sequence[Filter] = (), *, sort: str = ""
) -> Choice:
    """The choice that a query asks for; what it cannot mean is ignored. ``sort`` is the usual order."""
    asked = query.get("sort", "") or sort
    key = asked.removeprefix("-")
    known = {column.key for column in columns if column.sortable}
    held = {f.key: query[f.key] for f in filters if query.get(f.key) in {o.value for o in f.options}}
    return Choice(
        sort=key if key in known else "",
        is_descending=key in known and asked.startswith("-"),
        page=_page(query.get("page", "")),
        filters=held,
        search=query.get("q", "").strip()[:200],
        density="compact" if query.get("density") == "compact" else "",
    )


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _PAGE_DIGITS
    return max(1, int(text)) if is_number else 1


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one page of a list, the number of all rows chosen, and how to ask for others."""

    columns: tuple[Column, ...]
    rows: Sequence[Any]
    total: int
    choice: Choice = Choice()
    filters: tuple[Filter, ...] = ()
    page_size: int = PAGE_SIZE

    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.page_size))

    @property
    def first(self) -> int:
        """The place of the first row shown, counted from 1; 0 where there is none."""
        return (self.choice.page - 1) * self.page_size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def is_filtered(self) -> bool:
        """Whether the choice leaves rows out."""
        return bool(self.choice.filters or self.choice.search)

    def sort_address(self, column: Column) -> str:
        """The same list by this column; the other way round where it already is."""
        turned = column.key == self.choice.sort and not self.choice.is_descending
        return replace(self.choice, sort=column.key, is_descending=turned, page=1).address()

    def page_address(self, page: int) -> str:
        """Another page of the same list."""
        return replace(self.choice, page=page).address()

    def filter_address(self, key: str, value: str) -> str:
        """The list held to ``value``; an empty value lets go of the filter."""
        held = {**self.choice.filters, key: value}
        return replace(self.choice, filters={k: v for k, v in held.items() if v}, page=1).address()

    def density_address(self) -> str:
        """The same list, compact where it is roomy and roomy where it is compact."""
        other = "" if self.choice.density else "compact"
        return replace(self.choice, density=other).address()

    def csv_address(self) -> str:
        """Every row of the choice as CSV."""
        asked = replace(self.choice, page=1, place="").address()
        return asked + ("&" if len(asked) > 1 else "") + "format=csv"

    def direction(self, column: Column) -> str:
        """What ``aria-sort`` says of a column."""
        if column.key != self.choice.sort:
            return "none"
        return "descending" if self.choice.is_descending else "ascending"
