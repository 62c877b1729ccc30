"""A file that a customer sent, read as sheets of words: XLSX and CSV; formulas are never reckoned.

What could run, unpacks to too much, declares entities, or is no workbook, is refused before anything is kept.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from attestry.kit.workbook import DAMAGES, cells_of, damaged, refuse_programs
from attestry.questionnaires.errors import UnreadableFile

MOST_BYTES = 24 << 20
MOST_UNPACKED = 64 << 20
MOST_MARKS = 3_000_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 100, 60
_PACKED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DECLARES = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le"))
_NEXT = "Save it as XLSX without a password and without macros, or as CSV in UTF-8."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows as words, the first of them row 1."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file as it was read. ``file_format`` is xlsx or csv."""

    file_format: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((one for one in self.sheets if one.name == name), None)


def read(file_name: str, data: bytes) -> Book:
    """The file as sheets. Raises Invalid and UnreadableFile."""
    refuse_size(len(data))
    if not data.strip():
        raise UnreadableFile("The file is empty.", next_step="Choose the file that holds the questions.")
    if data.startswith(_OLD):
        raise UnreadableFile("The file has a password, or is of the old XLS kind.", next_step=_NEXT)
    if file_name.lower().endswith((".xlsm", ".xltm", ".xlam", ".xlsb")):
        raise UnreadableFile("A file of this kind may hold a program (macros).", next_step=_NEXT)
    if data.startswith(_PACKED):
        return Book("xlsx", _workbook(data))
    return Book("csv", (Sheet("", _lines(data)),))


def refuse_size(size: int) -> None:
    """Raises UnreadableFile where a file is larger than any questionnaire that is read."""
    if size > MOST_BYTES:
        raise UnreadableFile(
            f"The file has {size:,} bytes, more than {MOST_BYTES:,}.",
            next_step="Take out pictures and sheets without questions, or split it.",
            code="TooLarge",
        )


def csv_parts(data: bytes) -> tuple[str, str, bool]:
    """The text of a CSV file, what stands between its values, and whether it begins with a mark of UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        raise UnreadableFile(
            f"The file is neither a workbook nor UTF-8: byte {refusal.start + 1} is none.", next_step=_NEXT
        ) from refusal
    first = text.partition("\n")[0]
    between = max((",", ";", "\t"), key=first.count)
    return text, between, data.startswith(b"\xef\xbb\xbf")


def csv_lines(data: bytes) -> list[list[str]]:
    """Every line of a CSV file. Raises UnreadableFile."""
    text, between, _ = csv_parts(data)
    if text.count(between) > MOST_ROWS * MOST_COLUMNS:
        raise UnreadableFile("The file has too many columns.", next_step="Take out the empty ones.")
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=between), MOST_ROWS + 1))
    except csv.Error as refusal:
        raise UnreadableFile(f"The file cannot be read as CSV: {refusal}.", next_step=_NEXT) from refusal


def _lines(data: bytes) -> tuple[tuple[str, ...], ...]:
    lines = csv_lines(data)
    if len(lines) > MOST_ROWS:
        raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows.", next_step="Split it.")
    return tuple(tuple(line[:MOST_COLUMNS]) for line in lines)


def _workbook(data: bytes) -> tuple[Sheet, ...]:
    refuse_programs(data, most_unpacked=MOST_UNPACKED, most_marks=MOST_MARKS)
    _refuse_declarations(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [one for one in book.worksheets if isinstance(one, ReadOnlyWorksheet)]
        if len(sheets) > MOST_SHEETS:
            raise UnreadableFile(f"The workbook has more than {MOST_SHEETS} sheets.", next_step="Split it.")
        found = tuple(_sheet(one) for one in sheets)
        book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as refusal:
        raise damaged() from refusal
    return found


def _sheet(sheet: ReadOnlyWorksheet) -> Sheet:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS)  # type: ignore[misc]
    found = [tuple(cells_of(row)) for row in rows]
    while found and not found[-1]:
        found.pop()
    return Sheet(str(sheet.title), tuple(found), is_hidden=sheet.sheet_state != "visible")


def _refuse_declarations(data: bytes) -> None:
    """A part of a workbook declares no entities; one that does wants the reader to unfold them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in packed.infolist():
                content = packed.read(part)
                if any(sign in content for sign in _DECLARES):
                    raise UnreadableFile("The workbook declares entities of its own.", next_step=_NEXT)
    except DAMAGES as refusal:
        raise damaged() from refusal
