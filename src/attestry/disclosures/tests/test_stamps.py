"""What stands on a copy is read back from the whole, from one page, from a picture, and from print."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from attestry.disclosures.errors import FileRefused
from attestry.disclosures.rules.stamp import ALPHABET, Mark, marks_in, new_code, typed_mark
from attestry.disclosures.stamping import MOST_PAGES, opened, picture, stamped
from attestry.disclosures.tests.reading import a_pdf, text_of

AT = datetime(2026, 7, 6, 9, 30, tzinfo=UTC)
CODES = st.text(alphabet=ALPHABET, min_size=8, max_size=8)


def a_mark(number=17, code="K3F9QX2M", name="Rae Jones"):
    return Mark(number, code, name, "Acme", "rae@acme.example.com", AT)


@given(st.integers(1, 10**12), CODES, st.text(max_size=30))
def test_a_mark_is_read_back_as_embedded_as_printed_and_as_typed(number, code, around):
    mark = a_mark(number, code)
    assert (number, code) in marks_in(around + mark.embedded + around)
    assert (number, code) in marks_in(mark.words)
    assert typed_mark(mark.label) == (number, code)
    assert typed_mark(f"{number} {code.lower()}") == (number, code)


def test_codes_hold_nothing_that_is_taken_for_something_else_in_print():
    assert not set("ILOU01") & set(ALPHABET)
    assert len({new_code() for _ in range(500)}) == 500


@pytest.mark.parametrize("landscape", [False, True])
def test_every_page_says_whose_copy_it_is_in_print_and_in_its_own_data(landscape):
    copy = stamped(a_pdf(3, landscape=landscape), a_mark())
    reader = pypdf.PdfReader(BytesIO(copy))
    assert reader.metadata["/AttestryCopy"] == "attestry-copy:17:K3F9QX2M"
    for page, text in zip(reader.pages, text_of(copy), strict=True):
        assert "No. 17 · K3F9-QX2M for Rae Jones, Acme (rae@acme.example.com), 6 July 2026 09:30 UTC" in text
        assert page["/PieceInfo"]["/Attestry"]["/Private"] == "attestry-copy:17:K3F9QX2M"


def test_a_page_cut_out_of_a_copy_still_says_whose_it_was():
    copy = pypdf.PdfReader(BytesIO(stamped(a_pdf(3), a_mark())))
    writer = pypdf.PdfWriter()
    writer.add_page(copy.pages[1])
    cut = BytesIO()
    writer.write(cut)
    assert (17, "K3F9QX2M") in marks_in(text_of(cut.getvalue())[0])
    assert "PieceInfo" in str(dict(pypdf.PdfReader(cut).pages[0]))


def test_a_picture_of_a_page_is_the_page_with_the_mark_drawn_over_it():
    bare, drawn = (picture(a_pdf(1), a_mark(name=name), 1) for name in ("", "Rae Jones"))
    with Image.open(BytesIO(drawn)) as found:
        assert found.info["Comment"] == "attestry-copy:17:K3F9QX2M"
        assert found.size[0] == 1240
        dark = sum(found.convert("L").histogram()[:200])
    assert dark > 500
    assert bare != drawn


def test_what_a_file_could_do_by_itself_does_not_come_into_a_copy():
    source = a_pdf(1, script=True)
    assert list(pypdf.PdfReader(BytesIO(source)).attachments) == ["evil.exe"]
    assert b"/JavaScript" in source
    copy = stamped(source, a_mark())
    assert b"/JavaScript" not in copy
    assert b"/EmbeddedFile" not in copy
    assert not pypdf.PdfReader(BytesIO(copy)).attachments


def test_a_closed_file_is_opened_with_its_password_and_with_no_other():
    closed = a_pdf(2, password="open sesame")
    for wrong in ("", "guess"):
        with pytest.raises(FileRefused, match="password"):
            opened(closed, wrong)
    found = opened(closed, "open sesame")
    assert (found.pages, found.was_closed) == (2, True)
    assert not pypdf.PdfReader(BytesIO(found.pdf)).is_encrypted
    assert len(text_of(stamped(found.pdf, a_mark()))) == 2


@pytest.mark.parametrize("what", [b"", b"<html>", b"%PDF-1.7\nhalf of it", a_pdf(1)[:400]])
def test_what_cannot_be_read_as_a_pdf_is_refused(what):
    with pytest.raises(FileRefused):
        opened(what)


def test_a_file_of_too_many_pages_is_refused():
    with pytest.raises(FileRefused, match="pages"):
        opened(a_pdf(MOST_PAGES + 1))


def test_a_name_in_another_script_is_stamped_and_the_mail_address_beside_it():
    text = text_of(stamped(a_pdf(1), a_mark(name="Zoë Παππά")))[0]
    assert "rae@acme.example.com" in text
    assert "Zoë Παππά" in text
