"""A list taken from a file that management handed in: CSV, or the first sheet of a workbook (XLSX)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.evidence.models import Entry
from attestry.evidence.queries import body, entry, store
from attestry.kit import clock
from attestry.kit.csv_rows import MOST_BYTES, MOST_ROWS, refuse_lines
from attestry.kit.workbook import as_csv
from attestry.populations.errors import ListRefused
from attestry.populations.models import Population
from attestry.populations.queries.taken import TakenList, in_order
from attestry.populations.rules.drawing import FrozenItem
from attestry.populations.rules.filters import read_filters
from attestry.populations.rules.period import Days

_AGAIN = "Have it handed in again."


@dataclass(frozen=True, slots=True)
class HandedInList:
    """The rows of a file by column, each with its line."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def handed_in_list(of: Entry) -> HandedInList:
    """The list in a document. Raises ListRefused where it is none, WrongLines for rows of another length."""
    data = as_csv(store().read(body(of)["digest"]))
    if len(data) > MOST_BYTES:
        raise ListRefused(
            f"The list has {len(data):,} bytes, more than {MOST_BYTES:,}.", next_step="Split it."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        raise ListRefused("The list is not UTF-8.", next_step=_AGAIN) from refusal
    lines = _lines(text)
    header = tuple(name.strip() for name in next(lines, (0, []))[1])
    if not header or "" in header or len(set(header)) != len(header):
        raise ListRefused("The first line does not name each column, once.", next_step=_AGAIN)
    found, wrong = [], []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            wrong.append(f"line {number} has {len(cells)} values, the header {len(header)}")
        found.append((number, dict(zip(header, (cell.strip() for cell in cells), strict=False))))
        if len(found) > MOST_ROWS:
            raise ListRefused(f"The list has more than {MOST_ROWS:,} rows.", next_step="Split it.")
    refuse_lines(wrong)
    return HandedInList(header, tuple(found))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as refusal:
        raise ListRefused(f"Line {reader.line_num}: {refusal}.", next_step=_AGAIN) from refusal


def take_from_document(population: Population) -> TakenList:
    """The list of a population that was handed in.

    Raises ListRefused and WrongLines: an item without a name or twice, a day that is none.
    """
    assert population.entry_seq is not None  # noqa: S101
    of = entry(population.entry_seq)
    handed_in, said = handed_in_list(of), body(of)
    conditions = read_filters(population.filters, dict.fromkeys(handed_in.header, "VARCHAR"))
    every = _items(population, handed_in)
    kept = [(item, row) for item, row in every if _is_within(item, population)]
    chosen = [item for item, row in kept if all(one.holds_of(row[one.column]) for one in conditions)]
    return TakenList(
        items=in_order(chosen),
        rows_total=len(every),
        rows_undated=sum(1 for item, _ in every if population.date_column and item.on is None),
        rows_in_period=len(kept),
        query=_in_words(population, of, said),
        principal=said["handed_in_by"],
        entries_read=[of.seq],
        names_before=[item.item for item, _ in kept],
        facts={
            "source": said["filename"],
            "observed_at": said["recorded_at"],
            "state": "handed in",
            "note": said["note"],
            "gap_count": 0,
            "gaps": [],
        },
    )


def _items(population: Population, handed_in: HandedInList) -> list[tuple[FrozenItem, Mapping[str, str]]]:
    seen: dict[str, int] = {}
    found, wrong = [], []
    for line, row in handed_in.rows:
        item = row[population.item_column]
        before = seen.setdefault(item, line)
        if not item:
            wrong.append(f"line {line}: {population.item_column} is empty")
        elif before != line:
            wrong.append(f"line {line}: “{item[:80]}” stands on line {before} too")
        at = _instant(row.get(population.date_column, ""), population.days)
        if at is None and row.get(population.date_column, ""):
            wrong.append(f"line {line}: “{row[population.date_column][:40]}” is no day such as 2026-03-14")
        found.append((_item(population, row, at), row))
    refuse_lines(wrong)
    return found


def _item(population: Population, row: Mapping[str, str], at: datetime | None) -> FrozenItem:
    return FrozenItem(
        item=row[population.item_column],
        name=row.get(population.name_column, ""),
        at=clock.to_text(at) if at else "",
        on=population.days.day_of(at) if at else None,
        stratum=row.get(population.stratum_column, ""),
    )


def _instant(text: str, days: Days) -> datetime | None:
    try:
        return days.instant(datetime.fromisoformat(text)) if text else None
    except ValueError:
        return None


def _is_within(item: FrozenItem, population: Population) -> bool:
    if not population.date_column:
        return True
    return item.on is not None and population.from_on <= item.on <= population.until_on


def _in_words(population: Population, of: Entry, said: Mapping[str, str]) -> str:
    words = f"Rows of {said['filename']} (SHA-256 {said['digest']}, entry {of.seq})"
    if population.date_column:
        days = f"{population.from_on} to {population.until_on}, {population.zone}"
        words += f" whose {population.date_column} lies within {days}"
    return f"{words}."
