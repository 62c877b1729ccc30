"""Workbooks as customers send them, made for the tests: two like what is often sent, and parts to spoil."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

MFA = "Is multi-factor authentication enforced for everybody who reaches production?"
REST = "Is customer data encrypted at rest?"
TEST = "Do you have a penetration test carried out at least once a year by an independent firm?"
BREACH = "Within how many hours will you notify us of a security incident?"


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def caiq_like() -> bytes:
    """An introduction, a sheet of questions with merged cells, colours and choices, and a hidden sheet."""
    book = Workbook()
    book.active.title = "Introduction"
    book.active["A1"] = "Please answer every question on the next sheet."
    sheet = book.create_sheet("Assessment v4")
    sheet["A1"] = "Self-assessment"
    sheet.merge_cells("A1:F1")
    heads = (
        "Question ID", "Question", "CSP CAIQ Answer", "SSRM Control Ownership",
        "CSP Implementation Description (Optional/Recommended)", "CCM Domain Title",
    )  # fmt: skip
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(2, column, head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFCC00")
    asked = (("IAM-14.1", MFA), ("CEK-03.1", REST), ("TVM-06.1", TEST))
    for row, (reference, words) in enumerate(asked, start=3):
        sheet.cell(row, 1, reference)
        sheet.cell(row, 2, words).alignment = Alignment(wrap_text=True)
        sheet.cell(row, 3).fill = PatternFill("solid", fgColor="EEEEEE")
        sheet.cell(row, 6, "A domain")
    sheet.merge_cells("E4:E5")
    sheet["H3"] = "=COUNTA(C3:C5)"
    sheet.column_dimensions["B"].width = 77.5
    choices = DataValidation(type="list", formula1='"YES,NO,PARTIALLY,N/A"')
    choices.add("C3:C5")
    sheet.add_data_validation(choices)
    sheet.freeze_panes = "C3"
    hidden = book.create_sheet("Lists")
    hidden["A1"], hidden.sheet_state = "Are these words read, although the sheet is hidden?", "hidden"
    return saved(book)


def sig_like() -> bytes:
    """Two sheets with the same columns."""
    book = Workbook()
    for number, (title, words) in enumerate((("A. Access", MFA), ("B. Incidents", BREACH))):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        sheet.append(["Ques Num", "Question/Request", "Response", "Additional Information", "Category"])
        sheet.append([f"{title[0]}.1", words, None, None, title])
    return saved(book)


def plain_csv() -> bytes:
    return f'#;Question;Answer\r\n1;"{MFA}";\r\n2;"{REST}";\r\n3;;\r\n'.encode()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part more, or in place of the one that is there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in packed.infolist():
            if info.filename != name:
                made.writestr(info, packed.read(info))
        made.writestr(name, content)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {info.filename: packed.read(info) for info in packed.infolist()}
