"""From records to observations: typed rows in bounded batches, ids once each, gaps for lost columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from attestry.connectors.rules.observation import Coverage, Gap, Observation, Reason, Rows
from attestry.connectors.sources.files.handed_in import HandedIn
from attestry.connectors.sources.files.layout import Layout
from attestry.connectors.sources.files.reading import MOST_ROWS, Reader, Record
from attestry.connectors.sources.files.refusals import THE_FILE, refused
from attestry.connectors.sources.files.typed import Convert, Value, converter
from attestry.kit.duck import TableShape

BATCH_ROWS = 1_000


@dataclass(slots=True)
class Table:
    """One table being filled from one file."""

    handed_in: HandedIn
    shape: TableShape
    layout: Layout
    _lines_by_id: dict[bytes, int] = field(default_factory=dict)

    def observations(self, reader: Reader) -> Iterator[Observation]:
        """Every row of the file, or Invalid at the first one that is not exactly right."""
        conversions = self._conversions()
        batch: list[dict[str, Value]] = []
        for record in reader.records():
            batch.append(self._row(record, conversions))
            if len(batch) == BATCH_ROWS:
                yield from self._told(batch)
                batch = []
        if batch:
            yield from self._told(batch)
        yield from self._coverage()

    def _conversions(self) -> list[tuple[str, str, Convert]]:
        forms, types = self.handed_in.forms, self.shape.types
        return [(theirs, ours, converter(types[ours], forms)) for theirs, ours in self.layout.pairs]

    def _row(self, record: Record, conversions: list[tuple[str, str, Convert]]) -> dict[str, Value]:
        row = dict(self.layout.constants)
        for theirs, ours, convert in conversions:
            try:
                row[ours] = convert(record.cells.get(theirs))
            except ValueError as refusal:
                raise refused(self.handed_in.name, record.line, theirs, str(refusal)) from refusal
        self._identify(row, record.line)
        return row

    def _identify(self, row: dict[str, Value], line: int) -> None:
        column, name = self.shape.item_column, self.handed_in.name
        if row[column] is None:
            raise refused(name, line, column, "is empty, and every row needs it")
        row[column] = f"{self.handed_in.id_prefix}{row[column]}"
        key = blake2b(str(row[column]).encode(), digest_size=16).digest()
        if key in self._lines_by_id:
            first = self._lines_by_id[key]
            raise refused(name, line, column, f"{row[column]!r} stands on line {first} already")
        if len(self._lines_by_id) == MOST_ROWS:
            raise refused(name, line, THE_FILE, f"has more than {MOST_ROWS:,} rows; split it")
        self._lines_by_id[key] = line

    def _told(self, batch: list[dict[str, Value]]) -> Iterator[Observation]:
        yield Rows(self.shape.name, batch)
        if self.layout.absent:
            detail = f"{self.handed_in.name} has no column for {', '.join(self.layout.absent)}"
            for row in batch:
                item_id = str(row[self.shape.item_column])
                yield Gap(self.shape.name, Reason.INCOMPLETE, detail, item_id, self.layout.absent)

    def _coverage(self) -> Iterator[Observation]:
        count, expected = len(self._lines_by_id), self.handed_in.expected_rows
        if expected and count != expected:
            reason = f"has {count:,} rows, and {expected:,} were exported"
            raise refused(self.handed_in.name, 1, THE_FILE, reason)
        columns = len(self.shape.columns)
        yield Coverage(f"rows of {self.handed_in.name}", expected or count, count)
        yield Coverage(f"columns of {self.shape.name}", columns, columns - len(self.layout.absent))
