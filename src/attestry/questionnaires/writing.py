"""A questionnaire as it goes back: the sender's own file, in which only the cells of answers are written.

A workbook is not written anew: the sheets that hold answers get text cells (ECMA-376 Part 1 §18.3.1.4, inline
strings), and every other part of the file stays as it was, byte for byte. A text cell is never a formula,
whatever it begins with; in CSV such a text gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from attestry.kit.workbook import DAMAGES, damaged
from attestry.questionnaires.reading import csv_lines, csv_parts
from attestry.ui.csv_answer import plain_cell

MOST_IN_CELL = 32_767
_LAST = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = re.compile(r"\{[^}]*/officeDocument/.*relationships\}id$")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=False)
# What reading a workbook raises where its parts, or the cells that they name, are none.
_DAMAGES = (*DAMAGES, KeyError, ValueError, TypeError, etree.XMLSyntaxError)
Element: TypeAlias = Any  # what lxml names by no public name


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its sheet, and row and column counted from 1."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and the cells that were left alone because the sender keeps a formula in them."""

    data: bytes
    left_alone: tuple[Cell, ...] = ()


def written(file_format: str, data: bytes, cells: Mapping[Cell, str]) -> Written:
    """The sender's file with words in cells. Raises Invalid where the file is damaged."""
    return _workbook(data, cells) if file_format == "xlsx" else Written(_csv(data, cells))


def choices_of(data: bytes, sheet: str, column: int) -> tuple[str, ...]:
    """The words that a workbook lets one choose in a column, where it names them in place."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            root = _parsed(packed.read(_parts(packed)[sheet]))
        return _choices(root, column)
    except _DAMAGES as refusal:
        raise damaged() from refusal


def _choices(root: Element, column: int) -> tuple[str, ...]:
    for rule in root.iter(f"{_space(root)}dataValidation"):
        formula = rule.findtext(f"{_space(root)}formula1") or ""
        if rule.get("type") != "list" or not formula.startswith('"'):
            continue
        for area in (rule.get("sqref") or "").split():
            first, _, last, _ = _bounds(area)
            if first <= column <= last:
                return tuple(word.strip() for word in formula.strip('"').split(","))
    return ()


def _csv(data: bytes, cells: Mapping[Cell, str]) -> bytes:
    _, between, is_marked = csv_parts(data)
    lines = csv_lines(data)
    for cell, words in cells.items():
        line = lines[cell.row - 1]
        line += [""] * (cell.column - len(line))
        line[cell.column - 1] = str(plain_cell(words))
    out = io.StringIO(newline="")
    ending = "\r\n" if b"\r\n" in data else "\n"
    csv.writer(out, delimiter=between, lineterminator=ending).writerows(lines)
    return out.getvalue().encode("utf-8-sig" if is_marked else "utf-8")


def _workbook(data: bytes, cells: Mapping[Cell, str]) -> Written:
    of_sheet: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for cell, words in cells.items():
        of_sheet[cell.sheet][cell.row, cell.column] = words
    out = io.BytesIO()
    left: list[Cell] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as made:
            sheets = {part: name for name, part in _parts(packed).items() if name in of_sheet}
            for info in packed.infolist():
                content = packed.read(info)
                if (name := sheets.get(info.filename)) is not None:
                    content, formulas = _sheet(content, of_sheet[name])
                    left += [Cell(name, row, column) for row, column in formulas]
                made.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    except _DAMAGES as refusal:
        raise damaged() from refusal
    return Written(out.getvalue(), tuple(left))


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    links = _parsed(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target") or "" for one in links.iter(f"{_LINKS}Relationship")}
    book = _parsed(packed.read("xl/workbook.xml"))
    found = {}
    for sheet in book.iter(f"{_space(book)}sheet"):
        link = next((value for name, value in sheet.attrib.items() if _ID.match(str(name))), "")
        target = targets.get(str(link), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[str(sheet.get("name"))] = part
    return found


def _sheet(content: bytes, cells: Mapping[tuple[int, int], str]) -> tuple[bytes, list[tuple[int, int]]]:
    """The part of a sheet with words in cells, and the cells that hold a formula and were left alone."""
    root = _parsed(content)
    space = _space(root)
    data = root.find(f"{space}sheetData")
    if data is None:
        raise damaged()
    rows = _placed(data, space)
    merged = [_bounds(one.get("ref")) for one in root.iter(f"{space}mergeCell")]
    left = []
    for (row, column), words in sorted(cells.items()):
        at_row, at_column = _shown(row, column, merged)
        cell = _cell(_row(data, rows, at_row, space), at_row, at_column, space)
        if cell.find(f"{space}f") is not None:
            left.append((row, column))
        elif words:
            _write(cell, words, space)
    standalone = b'standalone="yes"' in content[:200]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=standalone or None), left


def _placed(data: Element, space: str) -> dict[int, Element]:
    """The rows by their number; rows and cells that do not say where they stand follow the one before."""
    rows, number = {}, 0
    for row in data.iter(f"{space}row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        rows[number] = row
        column = 0
        for cell in row.iter(f"{space}c"):
            column = _bounds(cell.get("r"))[0] if cell.get("r") else column + 1
            cell.set("r", f"{get_column_letter(column)}{number}")
    return rows


def _shown(row: int, column: int, merged: list[tuple[int, int, int, int]]) -> tuple[int, int]:
    """The cell that shows what stands at a place: the first of those that are merged."""
    for first_column, first_row, last_column, last_row in merged:
        if first_row <= row <= last_row and first_column <= column <= last_column:
            return first_row, first_column
    return row, column


def _bounds(reference: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row of an area; one that is not whole reaches to the end."""
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return first_column or 1, first_row or 1, last_column or _LAST, last_row or _LAST


def _row(data: Element, rows: dict[int, Element], number: int, space: str) -> Element:
    if number in rows:
        return rows[number]
    row = etree.Element(f"{space}row", {"r": str(number)})
    later = next((one for one in data if int(one.get("r") or 0) > number), None)
    if later is None:
        data.append(row)
    else:
        later.addprevious(row)
    rows[number] = row
    return row


def _cell(row: Element, number: int, column: int, space: str) -> Element:
    name = f"{get_column_letter(column)}{number}"
    for cell in row.iter(f"{space}c"):
        if cell.get("r") == name:
            return cell
        if _bounds(cell.get("r"))[0] > column:
            made = etree.Element(f"{space}c", {"r": name})
            cell.addprevious(made)
            return made
    made = etree.SubElement(row, f"{space}c", {"r": name})
    if "spans" in row.attrib:
        del row.attrib["spans"]  # only a hint, and it may no longer hold
    return made


def _write(cell: Element, words: str, space: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    text.text = _UNFIT.sub("", words)[:MOST_IN_CELL]
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _parsed(content: bytes) -> Element:
    return etree.fromstring(content, _PARSER)


def _space(root: Element) -> str:
    return f"{{{_STRICT}}}" if root.tag.startswith(f"{{{_STRICT}}}") else f"{{{_MAIN}}}"
