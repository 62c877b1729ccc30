"""Files that are refused before anything is kept: too large, with programs, locked, damaged, hostile."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from datetime import date

import pytest

from attestry.evidence.models import Entry
from attestry.kit.errors import Invalid
from attestry.questionnaires.models import Questionnaire
from attestry.questionnaires.reading import MOST_BYTES, MOST_UNPACKED, read
from attestry.questionnaires.tests.sheets import MFA, caiq_like, opened, parts, saved, with_part
from attestry.questionnaires.tests.world import a_colleague, received
from attestry.questionnaires.writing import Cell, choices_of, written

BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><a>&c;</a>"
LATE = b"<?xml version='1.0'?><!--" + b" " * (1 << 17) + b"-->" + BOMB[21:]
WIDE = BOMB.decode().encode("utf-16")
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def one_row_of(cells: int, prefix: str = "") -> bytes:
    """A sheet whose one row has very many cells that hold nothing: kilobytes once it is packed."""
    name = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" if prefix else ""}{prefix}="{SHEET}"'
    row = f"<{name}row>{f'<{name}c/>' * cells}</{name}row>"
    return f"<{name}worksheet {space}><{name}sheetData>{row}</{name}sheetData></{name}worksheet>".encode()


def bomb() -> bytes:
    """A workbook that unpacks to a hundred times what it says it has."""
    return with_part(caiq_like(), "xl/media/a.xml", b"\0" * (MOST_UNPACKED + 1))


def liar() -> bytes:
    """A part that says it is small, and unpacks to much more."""
    data = bytearray(with_part(caiq_like(), "xl/worksheets/sheet1.xml", b" " * (1 << 20)))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"  \n", "empty"),
        ("a.xlsx", with_part(caiq_like(), "xl/vbaProject.bin", b"x"), "macros"),
        ("a.xlsm", caiq_like(), "macros"),
        (
            "a.xlsx",
            with_part(
                caiq_like(),
                "[Content_Types].xml",
                parts(caiq_like())["[Content_Types].xml"].replace(
                    b"sheet.main+xml", b"sheet.macroEnabled.main+xml"
                ),
            ),
            "macros",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        ("a.xlsx", b"PK\x03\x04 not a workbook", "no workbook"),
        ("a.xlsx", caiq_like()[:-400], "no workbook"),
        ("a.xlsx", bomb(), "unpacks to too much"),
        ("a.xlsx", liar(), "no workbook"),
        ("a.xlsx", with_part(caiq_like(), "xl/worksheets/sheet1.xml", one_row_of(500_001)), "to too much"),
        (
            "a.xlsx",
            with_part(caiq_like(), "xl/worksheets/sheet1.xml", one_row_of(500_001, "x")),
            "to too much",
        ),
        ("a.xlsx", with_part(caiq_like(), "xl/styles.xml", b"<a>" + b"<b/>" * 3_000_000), "to too much"),
        ("a.xlsx", with_part(caiq_like(), "xl/sharedStrings.xml", BOMB), "entities"),
        ("a.xlsx", with_part(caiq_like(), "xl/sharedStrings.xml", LATE), "entities"),
        ("a.xlsx", with_part(caiq_like(), "xl/sharedStrings.xml", WIDE), "entities"),
        ("a.xlsx", with_part(caiq_like(), "xl/sharedStrings.xml", WIDE[2:]), "entities"),
        ("a.xlsx", with_part(caiq_like(), "xl/worksheets/sheet1.xml", b"<not xml"), "no workbook"),
        ("a.pdf", b"%PDF-1.7 \xff\xfe\xfa", "neither a workbook nor UTF-8"),
        ("a.csv", "frage;antwort\nGröße?;".encode("latin-1"), "UTF-8"),
        ("a.csv", b'"' + b"x" * 200_000, "cannot be read as CSV"),
        ("a.csv", b"x\n" * 20_001, "more than 20,000 rows"),
        ("a.csv", b"," * 2_000_001, "too many columns"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused_with_the_reason(name, data, why):
    with pytest.raises(Invalid, match=why):
        read(name, data)


def test_what_is_refused_is_not_kept(system):
    with pytest.raises(Invalid):
        received(with_part(caiq_like(), "xl/vbaProject.bin", b"x"))
    assert (Questionnaire.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_file_larger_than_any_questionnaire_is_refused_by_its_size():
    with pytest.raises(Invalid, match="bytes, more than"):
        read("a.csv", b"x" * (MOST_BYTES + 1))


def test_500_mb_are_refused_before_a_byte_of_them_is_read(lead):
    class Body(io.BytesIO):
        asked = 0

        def read(self, *_args):
            Body.asked += 1
            return b""

    announced = {"CONTENT_LENGTH": str(500 << 20), "wsgi.input": Body()}
    answer = lead.post("/questionnaires/receive/", **announced)
    assert (answer.status_code, Body.asked) == (422, 0)
    assert "24 MB" in answer.content.decode()


def test_formulas_give_the_value_that_was_kept_and_are_never_reckoned():
    book = opened(caiq_like())
    book["Assessment v4"]["B3"] = '=CONCATENATE("Is it ", "so?")'
    assert read("a.xlsx", saved(book)).sheet("Assessment v4").rows[2][1:2] in ((), ("",))


def test_hidden_sheets_are_told_apart():
    assert {one.name: one.is_hidden for one in read("a.xlsx", caiq_like()).sheets} == {
        "Introduction": False, "Assessment v4": False, "Lists": True,
    }  # fmt: skip


def test_a_row_far_below_is_not_waited_for():
    book = opened(caiq_like())
    book["Introduction"]["A1048576"] = MFA
    assert len(read("a.xlsx", saved(book)).sheet("Introduction").rows) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"title": " "},
        {"due_on": date(2026, 3, 9)},
        {"received_on": date(2026, 3, 11)},
        {"reviewer": "owner"},
    ],
)
def test_a_questionnaire_without_what_it_needs_is_refused(system, said):
    if said.get("reviewer"):
        said = {"reviewer": a_colleague()}
    with pytest.raises(Invalid):
        received(**said)


def test_a_name_of_a_file_is_only_a_name(system):
    assert received(file_name="..\\..\\C:/evil/../a.xlsx").file_name == "a.xlsx"


def test_a_part_whose_packed_bytes_are_damaged_is_refused_and_not_a_fault_of_ours():
    with zipfile.ZipFile(io.BytesIO(caiq_like())) as whole:
        parts_of = {one.filename: whole.read(one) for one in whole.infolist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts_of.items():
            packed.writestr(name, content)
        sheet = packed.getinfo("xl/worksheets/sheet1.xml")
    damaged = bytearray(made.getvalue())
    begins = sheet.header_offset + 30 + len(sheet.filename)
    damaged[begins : begins + 8] = b"\xff" * 8
    with pytest.raises(Invalid, match="no workbook that can be read"):
        read("x.xlsx", bytes(damaged))


@pytest.mark.parametrize("merged", [b"<mergeCell/>", b'<mergeCell ref="not a cell"/>'])
def test_a_workbook_that_names_cells_that_are_none_is_refused_when_it_is_written_and_no_fault_of_ours(merged):
    sheet = "xl/worksheets/sheet2.xml"
    content = re.sub(rb'<mergeCell ref="E4:E5" ?/>', merged, parts(caiq_like())[sheet])
    assert merged in content
    with pytest.raises(Invalid, match="no workbook that can be read"):
        written("xlsx", with_part(caiq_like(), sheet, content), {Cell("Assessment v4", 3, 5): "Yes."})


def test_a_workbook_whose_choices_are_of_no_area_is_refused_and_no_fault_of_ours():
    sheet = "xl/worksheets/sheet2.xml"
    content = parts(caiq_like())[sheet].replace(b'sqref="C3:C5"', b'sqref="not-an-area"')
    with pytest.raises(Invalid, match="no workbook that can be read"):
        choices_of(with_part(caiq_like(), sheet, content), "Assessment v4", 3)
