"""CSV (RFC 4180): a header, then rows of exactly as many cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from attestry.connectors.sources.files.letters import lines
from attestry.connectors.sources.files.reading import Record
from attestry.connectors.sources.files.refusals import THE_FILE, refused
from attestry.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file. Blank lines are no rows; formulas are text like any other."""

    path: Path
    name: str
    encoding: str
    delimiter: str

    def columns(self) -> Sequence[str]:
        """The header's names, without the spaces around them."""
        for line, cells in self._rows():
            return self._header(line, cells)
        raise refused(self.name, 1, THE_FILE, "has no header line")

    def records(self) -> Iterator[Record]:
        """The rows below the header."""
        rows = self._rows()
        header = next(([cell.strip() for cell in cells] for _, cells in rows), [])
        for line, cells in rows:
            if len(cells) != len(header):
                reason = f"the row has {len(cells)} cells, the header {len(header)}"
                raise refused(self.name, line, THE_FILE, reason)
            yield Record(line, dict(zip(header, cells, strict=True)))

    def _header(self, line: int, cells: list[str]) -> list[str]:
        names = [cell.strip() for cell in cells]
        for position, column in enumerate(names, 1):
            if not column:
                raise refused(self.name, line, f"column {position}", "has no name in the header")
            if column in names[: position - 1]:
                raise refused(self.name, line, column, "stands twice in the header")
        return names

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(lines(self.path, self.name, self.encoding), delimiter=self.delimiter, strict=True)
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as refusal:
                raise self._broken(line, refusal) from refusal
            if cells:
                yield line, cells
            line = reader.line_num + 1

    def _broken(self, line: int, refusal: csv.Error) -> Invalid:
        text = str(refusal)
        if "end of data" in text or "field limit" in text:
            limit = f"{csv.field_size_limit():,}"
            text = f"a quote opened in this row is never closed, or a cell is longer than {limit} characters"
        return refused(self.name, line, THE_FILE, text)
