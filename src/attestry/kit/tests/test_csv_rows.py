"""Rows of a handed-in CSV: all or nothing, with the lines that are wrong."""

from __future__ import annotations

import pytest

from attestry.kit import csv_rows as reading
from attestry.kit.csv_rows import csv_rows
from attestry.kit.errors import Invalid


def rows(text: str):
    return csv_rows(text.encode(), required=("name", "email"), optional=("team",))


def test_rows_carry_their_line_and_stripped_values():
    found = rows(
        'Name, Email ,team\nAda , ada@example.org,Core\n\n"Be\nn",ben@example.org,\nCleo,c@example.org,x\n'
    )
    assert [(one.line, one["name"], one["team"]) for one in found] == [
        (2, "Ada", "Core"),
        (4, "Be\nn", ""),
        (6, "Cleo", "x"),
    ]
    assert found[0]["email"] == "ada@example.org"


def test_semicolons_and_a_byte_order_mark_are_read():
    data = "\ufeffname;email\nAda, Countess;ada@example.org\n".encode()
    assert csv_rows(data, required=("name", "email"))[0]["name"] == "Ada, Countess"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column “name” is missing"),
        ("name\nAda\n", "column “email” is missing"),
        ("name,email,name\n", "stands twice"),
        ("name,email,salary\n", "column “salary” is not known"),
        ("name,email\nAda\nBen,b@example.org\nCleo\n", "line 2 has 1 values, the header 2; line 4"),
        ('name,email\n"Ada,ada@example.org\n', "line 2"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(text, said):
    with pytest.raises(Invalid) as refusal:
        rows(text)
    assert said in str(refusal.value)


def test_bytes_that_are_no_utf8_and_too_many_rows_are_refused(monkeypatch):
    with pytest.raises(Invalid, match="byte 12"):
        csv_rows(b"name,email\n\xff,a\n", required=("name", "email"))
    with pytest.raises(Invalid, match="more than 1 rows"):
        csv_rows(b"name,email\na,b\nc,d\n", required=("name", "email"), most=1)
    monkeypatch.setattr(reading, "MOST_BYTES", 5)
    with pytest.raises(Invalid, match="more than 5"):
        rows("name,email\n")
