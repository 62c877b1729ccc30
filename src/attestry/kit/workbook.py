"""The first sheet of a spreadsheet (Office Open XML) as the CSV file that it could have been.

Values only: a formula gives the value that was kept with it. What could run is refused, and so is a
file that unpacks to much more than it says.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from attestry.kit.errors import Invalid

MOST_UNPACKED = 256 << 20
MOST_COLUMNS = 200
MOST_MARKS, MOST_MARKS_IN_A_ROW = 16_000_000, 500_000
_START = b"PK\x03\x04"
_PROGRAM = "vbaProject"
_TYPES = "[Content_Types].xml"
_PIECE = 1 << 20
_ROW_ENDS = re.compile(rb"</(?:[\w.-]{1,64}:)?(?:row|si)\s*>")  # of a sheet, and of a text that cells share


def as_csv(data: bytes) -> bytes:
    """The bytes of a CSV file: those given where they are no workbook, else its first sheet as UTF-8.

    Raises Invalid for a workbook that holds a program, is damaged, or is too large.
    """
    if not data.startswith(_START):
        return data
    refuse_programs(data)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        wide = 0
        for row in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS):
            cells = cells_of(row)
            wide = wide or len(cells)
            writer.writerow(cells + [""] * (wide - len(cells)) if cells else [])
        book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        SyntaxError,
    ) as refusal:
        raise damaged() from refusal
    return out.getvalue().encode()


# What reading a part of an archive raises where the archive is damaged, closed by a password, or packed
# in a way that nobody here unpacks.
DAMAGES = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)


def refuse_programs(data: bytes, *, most_unpacked: int = MOST_UNPACKED, most_marks: int = MOST_MARKS) -> None:
    """Raises Invalid for a workbook that holds what could run, is damaged, or unpacks to too much.

    ``most_marks``: how many tags its parts may have together; each is something in memory once it is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
            types = packed.read(_TYPES) if _TYPES in packed.NameToInfo and unpacked <= most_unpacked else b""
    except DAMAGES as refusal:
        raise damaged() from refusal
    if any(_PROGRAM in part.filename for part in parts) or b"macroEnabled" in types:
        raise Invalid(
            "The workbook holds a program (macros).",
            next_step="Save it without macros, as XLSX.",
            code="HoldsProgram",
        )
    if unpacked > most_unpacked or _is_heavy(data, most_marks):
        raise Invalid("The workbook unpacks to too much.", next_step="Hand the list in as CSV, or split it.")


def _is_heavy(data: bytes, most_marks: int) -> bool:
    """Whether its parts have too many tags together, or too many within one row (ECMA-376 Part 1 §18.3.1.73).

    Read in pieces: kilobytes that are packed may be a row of millions of cells.
    """
    marks = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in packed.infolist():
                with packed.open(part) as stream:
                    within = 0
                    while piece := stream.read(_PIECE):
                        rows = [one.count(b"<") for one in _ROW_ENDS.split(piece)]
                        marks, rows[0] = marks + sum(rows), rows[0] + within
                        within = rows[-1]
                        if marks > most_marks or max(rows) > MOST_MARKS_IN_A_ROW:
                            return True
    except DAMAGES as refusal:
        raise damaged() from refusal
    return False


def damaged() -> Invalid:
    """The refusal of a file that is no workbook."""
    return Invalid("The file is no workbook that can be read.", next_step="Save it again as XLSX, or as CSV.")


def cells_of(row: tuple[object, ...]) -> list[str]:
    """The values of a row as words, without the empty ones at its end."""
    width = len(row)  # a reader fills each row up with None to the most columns that it may have
    while width and row[width - 1] is None:
        width -= 1
    cells = [_words(value) for value in row[:width]]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
