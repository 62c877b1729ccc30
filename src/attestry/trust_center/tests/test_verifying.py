"""Whether a file is what was issued: reports, companions, letters; replaced and withdrawn ones named."""

from __future__ import annotations

from datetime import date

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.bridge_letters.models import BridgeLetter, LetterWithdrawal, SignedLetter
from attestry.effectiveness.tests.reading import said
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.trust_center.tests.scene import a_report, opened, withdrawn

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 the report"
COMPANION = {"report": {"format": "x"}, "signature": {"over": "b" * 64, "key": "k", "note": "n"}}


@pytest.fixture
def report(examination):
    """An issued report with a file; it was not chosen to be shown."""
    opened(examination.lead)
    return a_report(examination, digest=sha256_hex(PDF), companion=COMPANION)


def checked(client, digest):
    return said(client.post("/trust/verify/", {"digest": digest}))


def test_a_report_is_known_by_its_digest_however_it_is_typed(client, report):
    digest = report.digest
    for typed in (
        digest,
        digest.upper(),
        f"SHA-256: {digest}",
        " ".join(digest[at : at + 8] for at in range(0, 64, 8)),
    ):
        page = checked(client, typed)
        assert "It is genuine" in page
        assert "SOC 2 Type 2 of Acme" in page
        assert "operation: qualified" in page.lower()


def test_a_file_is_read_and_not_kept_where_no_script_takes_its_digest(client, report):
    sent = {"file": SimpleUploadedFile("a.pdf", PDF)}
    assert "It is genuine" in said(client.post("/trust/verify/", sent))
    changed = {"file": SimpleUploadedFile("a.pdf", PDF + b" ")}
    assert "We know no such file" in said(client.post("/trust/verify/", changed))


def test_companions_are_known_by_their_bytes_and_by_what_is_signed(client, report):
    for digest in (sha256_hex(orjson.dumps(report.companion)), "b" * 64):
        assert "The companion of a report" in checked(client, digest)


def test_a_replaced_report_is_named_as_replaced(client, report, examination):
    a_report(examination, version=2, replaces=report, why="A page was missing.", digest="e" * 64)
    page = checked(client, report.digest)
    assert "genuine, and no longer to be relied on" in page
    assert "Replaced by version 2" in page
    assert "It is genuine" in checked(client, "e" * 64)


def test_a_withdrawn_report_is_named_as_withdrawn(client, report, examination):
    withdrawn(report, examination)
    page = checked(client, report.digest)
    assert "Withdrawn on 6 Jul 2026: A fact came to light." in page
    assert "no longer to be relied on" in page


def test_a_bridge_letter_is_known_as_managements_word_and_says_when_withdrawn(client, report, examination):
    letter = BridgeLetter.objects.create(report=report, made_by="Lea", made_at=clock.now())
    SignedLetter.objects.create(
        letter=letter, from_on=date(2026, 7, 1), until_on=date(2026, 7, 5), content={},
        content_digest="1" * 64,
        digest="2" * 64, size=1, entry_seq=7, ledger_size=1, ledger_root="3" * 64, journal_seq=1,
        journal_hash="4" * 64, companion={"a": 1}, seal={}, signer=examination.executive, signer_name="Eva",
        signer_title="CEO", signed_at=clock.now(),
    )  # fmt: skip
    page = checked(client, "2" * 64)
    assert "The bridge letter as it was signed" in page
    assert "By no auditor" in page
    LetterWithdrawal.objects.create(letter=letter, reason="It was wrong.", by_name="Eva", at=clock.now())
    assert "no longer to be relied on" in checked(client, "2" * 64)


def test_an_unknown_digest_says_the_same_whatever_else_was_issued(client, report):
    with_report = checked(client, "f" * 64)
    assert "We know no such file" in with_report
    for word in ("Doyle", "Payroll", "Qualified", report.digest[:10]):
        assert word not in with_report


@pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "a" * 63, "' OR 1=1 --", "<script>"])
def test_what_is_no_digest_is_refused_and_never_rendered_raw(client, report, typed):
    answer = client.post("/trust/verify/", {"digest": typed})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, report):
    answer = client.post(
        "/trust/verify/", data=b"x", content_type="application/octet-stream", CONTENT_LENGTH=str(65 << 20)
    )
    assert answer.status_code == 422
    assert "more than 64 MB" in said(answer)


def test_the_check_is_not_there_while_the_page_is_not_open(client, examination):
    assert client.get("/trust/verify/").status_code == 404
    assert client.post("/trust/verify/", {"digest": "a" * 64}).status_code == 404
