"""Rows of a CSV file that somebody hands in: all of it is read, or refused with every line that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from attestry.kit.errors import Invalid

MOST_BYTES = 32 << 20
MOST_ROWS = 100_000
# Of a list whose rows are each taken in by acts of their own, and not all at once.
MOST_BY_ACTS = 2_000
TOLD = 20
_FORMULA_STARTS = ("=", "+", "-", "@")


class WrongLines(Invalid):
    """Lines of a file that are wrong: ``lines`` holds every one of them, the message tells the first."""

    def __init__(self, lines: Collection[str]) -> None:
        self.lines = tuple(lines)
        told = "; ".join(self.lines[:TOLD])
        more = f"; and {len(self.lines) - TOLD} more" if len(self.lines) > TOLD else ""
        super().__init__(
            f"Nothing was taken in: {told}{more}.",
            next_step="Correct these lines and hand the file in again.",
        )


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line of the file it begins on, and its values by column, stripped."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def csv_rows(
    data: bytes, *, required: Collection[str], optional: Collection[str] = (), most: int = MOST_ROWS
) -> list[CsvRow]:
    """The rows of a CSV file with a header, comma or semicolon, UTF-8 with or without a mark.

    Raises Invalid for a file that is too large, not UTF-8, empty, lacks a required column, names one
    twice or one that nobody knows, has a row of another length, or more than ``most`` rows.
    """
    if len(data) > MOST_BYTES:
        raise Invalid(f"The file has {len(data):,} bytes, more than {MOST_BYTES:,}.", next_step="Split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        raise Invalid(
            f"The file is not UTF-8: byte {refusal.start + 1} is none.", next_step="Save it as UTF-8."
        ) from refusal
    lines = _lines(text)
    header = [name.strip().lower() for name in next(lines, (0, []))[1]]
    _refuse_header(header, required, optional)
    found: list[CsvRow] = []
    wrong: list[str] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            wrong.append(f"line {number} has {len(cells)} values, the header {len(header)}")
        if len(found) >= most:
            raise Invalid(f"The file has more than {most:,} rows.", next_step="Split it.")
        found.append(CsvRow(number, dict(zip(header, map(_bare, cells), strict=False))))
    refuse_lines(wrong)
    return found


def refuse_lines(wrong: Collection[str]) -> None:
    """Raises WrongLines where any line is wrong."""
    if wrong:
        raise WrongLines(wrong)


def _bare(cell: str) -> str:
    """A value without spaces around it, and without the apostrophe that keeps spreadsheets from reckoning."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as refusal:
            raise Invalid(
                f"line {reader.line_num}: {refusal}.", next_step="Check its quotation marks."
            ) from refusal
        yield begun, cells
        begun = reader.line_num + 1


def _refuse_header(header: list[str], required: Collection[str], optional: Collection[str]) -> None:
    known = [*required, *optional]
    problems = [f"column “{name}” is missing" for name in required if name not in header]
    problems += [f"column “{name}” stands twice" for name in dict.fromkeys(header) if header.count(name) > 1]
    problems += [f"column “{name}” is not known" for name in header if name not in known]
    if problems:
        raise Invalid(
            f"The header does not fit: {'; '.join(problems)}.",
            next_step=f"Known columns: {', '.join(known)}.",
        )
