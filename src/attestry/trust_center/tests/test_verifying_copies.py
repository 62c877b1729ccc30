"""Readers' stamped copies and signed agreements are known again by their bytes, and never whose they are."""

from __future__ import annotations

import pytest

from attestry.disclosures.actions.sharing import end_sharing, share_file
from attestry.disclosures.models import Copy
from attestry.disclosures.tests.reading import a_bound_grant, a_browser, a_pdf, download_path
from attestry.effectiveness.tests.reading import said
from attestry.kit.digest import sha256_hex
from attestry.nondisclosure.models import Signing
from attestry.opinions.tests.issued import issued, issued_once
from attestry.trust_center.tests.scene import opened, withdrawn
from attestry.trust_center.tests.test_verifying import checked

__all__ = ["issued", "issued_once"]


@pytest.fixture
def grant(issued):
    """A reader who signed and may download; the world sees the trust center."""
    opened(issued.scene.lead)
    return a_bound_grant(issued)


def handed_out(grant, file_key="report"):
    browser = a_browser(grant)
    pdf = browser.get(download_path(browser, grant, file_key)).content
    copy = Copy.objects.get(digest=sha256_hex(pdf))
    return pdf, f"that was stamped for a reader, No. {copy.disclosure_id}"


def names_nobody(page):
    return not any(word in page for word in ("Rae", "Jones", "acme.example.com", "Vendor risk"))


def test_a_stamped_copy_is_known_as_one_of_the_report_and_says_whether_it_stands(client, grant, issued):
    pdf, stamped = handed_out(grant)
    page = checked(client, sha256_hex(pdf))
    assert "It is genuine" in page
    assert stamped in page
    assert "SOC 2 Type 2" in page
    assert names_nobody(page)
    assert "We know no such file" in checked(client, sha256_hex(pdf + b" "))
    withdrawn(issued.report, issued.scene)
    over = checked(client, sha256_hex(pdf))
    assert "no longer to be relied on" in over
    assert "A fact came to light." in over
    assert stamped in over


def test_a_stamped_copy_of_another_file_says_when_it_is_shared_no_more(client, grant, issued):
    lead = issued.scene.lead.actor()
    file = share_file(lead, title="Penetration test", filename="pen.pdf", document=a_pdf())
    pdf, stamped = handed_out(grant, f"file-{file.pk}")
    assert f"A copy of “Penetration test” {stamped}" in checked(client, sha256_hex(pdf))
    end_sharing(lead, file, why="A new one is out.")
    over = checked(client, sha256_hex(pdf))
    assert "Not shared any more since" in over
    assert "A new one is out." not in over


def test_a_signed_agreement_is_known_by_its_version_and_names_nobody(client, grant):
    page = checked(client, Signing.objects.get().digest)
    assert "A signed agreement, version 1, byte for byte." in page
    assert names_nobody(page)


def test_the_page_says_before_that_it_names_no_reader(client, grant):
    assert "never the reader" in said(client.get("/trust/verify/"))


def test_what_management_downloads_is_known_as_what_it_is_byte_for_byte(client, issued):
    opened(issued.scene.lead)
    client.force_login(issued.scene.lead)
    at = f"/engagements/{issued.scene.engagement.pk}/report/{issued.report.version}"
    for name, known in (
        ("file", "The report as it was issued"),
        ("companion", "The companion of a report"),
        ("oscal", "The OSCAL companion of a report"),
    ):
        answer = client.get(f"{at}/{name}/")
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert f"{known}, byte for byte." in checked(client, sha256_hex(data)), name
        assert "We know no such file" in checked(client, sha256_hex(data + b" "))
