"""CSV is read row by row and refused whole, with the line, at the first broken one."""

from __future__ import annotations

from pathlib import Path

from attestry.connectors.sources.files.tests.handing_in import refusal, taken

HEADER = "account_id,system,is_active\n"


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    found = taken(tmp_path, 'account_id,system\r\na,"one, ""two""\nthree"\r\n')
    assert found.rows == [{"account_id": "a", "system": 'one, "two"\nthree'}]


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path: Path) -> None:
    assert taken(tmp_path, b"\xef\xbb\xbf" + HEADER.encode() + b"a,b,yes\n").rows[0]["account_id"] == "a"


def test_blank_lines_are_no_rows_and_a_header_alone_is_an_empty_list(tmp_path: Path) -> None:
    assert len(taken(tmp_path, HEADER + "\na,b,yes\n\n").rows) == 1
    assert taken(tmp_path, HEADER).rows == []


def test_formulas_stay_text(tmp_path: Path) -> None:
    found = taken(tmp_path, HEADER + "a,=cmd|' /C calc'!A0,1\nb,@SUM(1),1\n")
    assert [row["system"] for row in found.rows] == ["=cmd|' /C calc'!A0", "@SUM(1)"]


def test_a_wrong_type_is_refused_with_line_column_and_value(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADER + 'a,"x\ny",yes\nb,c,perhaps\n')
    assert message == "handed.csv:4: is_active: 'perhaps' is none of true, false, yes, no, 1, 0"


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, HEADER + "a,b,1,x\n")
        == "handed.csv:2: (the file): the row has 4 cells, the header 3"
    )


def test_an_id_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADER + "a,b,1\nc,b,1\n a ,b,1\n")
    assert message == "handed.csv:4: account_id: 'a' stands on line 2 already"


def test_a_row_without_an_id_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, HEADER + "a,b,1\n,b,1\n").startswith("handed.csv:3: account_id: is empty")


def test_bytes_that_are_not_utf8_are_named_with_byte_and_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADER.encode() + b"a,b,1\nc,M\xfcller,1\n")
    assert message == "handed.csv:3: (the file): byte 37 is not utf-8"


def test_another_encoding_is_taken_when_it_is_named(tmp_path: Path) -> None:
    found = taken(tmp_path, HEADER.encode() + b"c,M\xfcller,1\n", encoding="windows-1252")
    assert found.rows[0]["system"] == "Müller"


def test_utf16_is_refused_by_name(tmp_path: Path) -> None:
    assert "UTF-16" in refusal(tmp_path, HEADER.encode("utf-16"))


def test_a_nul_is_refused_with_its_line(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, HEADER + "a,b\0,1\n")
        == "handed.csv:2: (the file): byte 31 is NUL; this is not text"
    )


def test_an_unclosed_quote_is_refused_on_the_line_where_its_row_begins(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADER + 'a,b,1\nc,"d,1\n' + "e,f,1\n" * 100_000)
    assert message.startswith("handed.csv:3: (the file): a quote opened in this row is never closed")


def test_a_cell_longer_than_the_bound_is_refused(tmp_path: Path) -> None:
    assert "longer than 131,072" in refusal(tmp_path, HEADER + "a," + "x" * 200_000 + ",1\n")
    assert "longer than 32,768" in refusal(tmp_path, HEADER + "a," + "x" * 40_000 + ",1\n")


def test_a_line_that_never_ends_is_refused_before_it_is_held(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADER + "x" * 3_000_000)
    assert message == "handed.csv:2: (the file): is longer than 1,048,576 bytes"


def test_a_header_that_names_a_column_twice_or_not_at_all_is_refused(tmp_path: Path) -> None:
    assert "stands twice in the header" in refusal(tmp_path, "account_id,system,system\n")
    assert "column 2: has no name" in refusal(tmp_path, "account_id,,system\n")
    assert "has no header line" in refusal(tmp_path, "\n\n")


def test_semicolons_and_tabs_are_delimiters_when_they_are_named(tmp_path: Path) -> None:
    assert taken(tmp_path, "account_id;system\na;b\n", delimiter=";").rows[0]["system"] == "b"
    assert taken(tmp_path, "account_id\tsystem\na\tb\n", delimiter="tab").rows[0]["system"] == "b"
    assert taken(tmp_path, "account_id\tsystem\na\tb\n", name="handed.tsv").rows[0]["system"] == "b"


def test_many_rows_come_in_batches(tmp_path: Path) -> None:
    found = taken(tmp_path, HEADER + "".join(f"a{number},b,1\n" for number in range(2_500)))
    sizes = [len(one.rows) for one in found.observations if hasattr(one, "rows")]
    assert sizes == [1_000, 1_000, 500]
