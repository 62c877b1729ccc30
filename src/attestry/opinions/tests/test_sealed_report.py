"""The file of an issued report: what its seal notices, and that nothing written later reaches it."""

from __future__ import annotations

from io import BytesIO

from cryptography.hazmat.primitives import hashes
from pypdf import PdfReader

from attestry.controls.models import Control
from attestry.evidence.queries import store
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.opinions.models import IssuedReport
from attestry.opinions.seals import seal_for
from attestry.opinions.tests.issued import issued, issued_once
from attestry.opinions.tests.sealed import FIRM, standing_of
from attestry.opinions.typesetters import pdf_of
from attestry.scope.models import System

__all__ = ["issued", "issued_once"]


def test_r103_the_issued_file_is_sealed_by_the_house_and_says_that_this_is_not_the_firms_signature(issued):
    pdf = store().read(issued.report.digest)
    seal = seal_for(FIRM)
    standing = standing_of(pdf, seal.credential.certificate)
    assert standing.bottom_line
    assert standing.coverage.name == "ENTIRE_FILE"
    said = issued.report.seal
    assert said["by"] == "installation"
    assert said["certificate_sha256"] == seal.credential.certificate.fingerprint(hashes.SHA256()).hex()
    assert issued.report.companion["report"]["pdf_seal"] == said
    told = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    assert "It is not the firm's signature." in told


def test_r103_one_changed_byte_breaks_the_seal(issued):
    pdf = bytearray(store().read(issued.report.digest))
    certificate = seal_for(FIRM).credential.certificate
    at = pdf.index(b"/CreationDate" if b"/CreationDate" in pdf else b"/Lang")
    pdf[at + 1] ^= 0x20
    standing = standing_of(bytes(pdf), certificate)
    assert not standing.intact
    assert not standing.bottom_line


def test_what_was_typeset_stands_unchanged_in_the_sealed_file_and_is_the_same_whenever_it_is_typeset(issued):
    report = issued.report
    again = pdf_of(report.content, draft_mark="", at=report.at)
    assert again == pdf_of(report.content, draft_mark="", at=report.at)
    assert sha256_hex(again) == report.seal["typeset_sha256"]
    assert store().read(report.digest)[: report.seal["typeset_size"]] == again


def test_r120_later_edits_of_rooms_below_reach_neither_file_nor_contents(issued):
    report, before = issued.report, store().read(issued.report.digest)
    Control.objects.filter(key="CHG-02").update(statement="Something else.", title="Another")
    System.objects.update(name="Another system")
    again = IssuedReport.objects.get(pk=report.pk)
    assert store().read(again.digest) == before
    assert sha256_hex(canonical_json(again.content)) == again.content_digest
    assert pdf_of(again.content, draft_mark="", at=again.at) == before[: report.seal["typeset_size"]]


def test_the_sealed_file_is_still_pdf_a_and_pdf_ua_with_its_bookmarks(issued):
    read = PdfReader(BytesIO(store().read(issued.report.digest)))
    said = read.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    for words in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert words in said
    (field,) = read.trailer["/Root"]["/AcroForm"]["/Fields"]
    widget = field.get_object()
    assert (widget["/F"] & 2, widget["/F"] & 4) == (0, 4), "shown as PDF/A wants it"
    assert widget["/Rect"][0] < 0, "beside the page, as PDF/UA wants it"
    titles = list(flat(read.outline))
    assert {"CC8 Change management", "CC8.1 Change management"} <= set(titles)
    assert any(one.startswith("CHG-02 ") for one in titles)


def flat(outline):
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one.title
