"""What every reader of a format offers: the columns a file brings, and its records one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands in the file. ``line`` is its first line, or its number in a Parquet file."""

    line: int
    cells: Mapping[str, object]


class Reader(Protocol):
    """A file of one format. Both functions raise Invalid, with line and reason, on broken input."""

    def columns(self) -> Sequence[str]:
        """The columns that the file brings, in its own names, each once."""
        ...

    def records(self) -> Iterator[Record]:
        """The rows from first to last; a column that a row leaves out has no value there."""
        ...
