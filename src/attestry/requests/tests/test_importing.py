"""A firm's own list comes in as CSV or as a workbook, whole or not at all."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest

from attestry.kit.csv_rows import WrongLines
from attestry.kit.errors import Invalid
from attestry.kit.workbook import as_csv
from attestry.requests.actions.importing import import_requests
from attestry.requests.models import Request
from attestry.requests.tests.scene import workbook

HEADER = ["number", "title", "owner_email", "due_on"]


def rows(count, *, broken=()):
    """A header and so many requests, some of them without a day."""
    said = [HEADER]
    said += [
        [f"Q-{n}", f"Thing {n}", "lea@example.org", "" if n in broken else "2026-09-01"] for n in range(count)
    ]
    return said


def test_three_thousand_requests_come_from_a_workbook(examination):
    plan = import_requests(examination.auditor.actor(), examination.engagement, workbook(rows(3000)))
    assert len(plan.added) == 3000
    assert Request.objects.count() == 3000
    again = import_requests(examination.auditor.actor(), examination.engagement, workbook(rows(3000)))
    assert (len(again.added), again.unchanged_count) == (0, 3000)


def test_of_three_thousand_with_broken_rows_nothing_is_taken_and_every_row_is_named(examination):
    with pytest.raises(WrongLines) as refusal:
        import_requests(
            examination.auditor.actor(), examination.engagement, workbook(rows(3000, broken={7, 2999}))
        )
    assert refusal.value.lines == (
        "line 9: due_on: it is empty or over",
        "line 3001: due_on: it is empty or over",
    )
    assert not Request.objects.exists()


def test_the_same_list_comes_as_csv_whole_or_not_at_all(examination):
    def csv(count, **more):
        return "\n".join(",".join(row) for row in rows(count, **more)).encode()

    with pytest.raises(WrongLines) as refusal:
        import_requests(examination.auditor.actor(), examination.engagement, csv(40, broken={3}))
    assert refusal.value.lines == ("line 5: due_on: it is empty or over",)
    assert not Request.objects.exists()
    assert len(import_requests(examination.auditor.actor(), examination.engagement, csv(40)).added) == 40


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["A 1", "Thing", "lea@example.org", "2026-09-01"], "number"),
        (["A1", "", "lea@example.org", "2026-09-01"], "title"),
        (["A1", "Thing", "nobody@example.org", "2026-09-01"], "nobody signs in"),
        (["A1", "Thing", "ada@example.org", "2026-09-01"], "cannot answer"),
        (["A1", "Thing", "lea@example.org", "2020-09-01"], "due_on"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(examination, row, words):
    with pytest.raises(WrongLines, match=f"line 2: .*{words}"):
        import_requests(examination.auditor.actor(), examination.engagement, workbook([HEADER, row]))


def test_a_workbook_that_holds_a_program_is_refused():
    packed = io.BytesIO(workbook([HEADER]))
    with zipfile.ZipFile(packed, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Invalid, match="macros"):
        as_csv(packed.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04 nothing", workbook([HEADER])[:-40]])
def test_a_damaged_workbook_is_refused(data):
    with pytest.raises(Invalid, match="no workbook"):
        as_csv(data)


def test_days_and_numbers_of_a_workbook_read_as_a_person_sees_them():
    said = workbook([["day", "count", "words"], [datetime(2026, 9, 1), 3.0, "=1+1"], [None, None, None]])
    assert as_csv(said).decode().splitlines() == ["day,count,words", "2026-09-01,3,", ""]
