"""Readers open pages and download copies; each is written down first, and nothing opens after it ended."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.disclosures.actions.handing_out import hand_out_copy
from attestry.disclosures.actions.sharing import share_file
from attestry.disclosures.models import Copy, Disclosure, SharedFile
from attestry.disclosures.queries.files import readable
from attestry.disclosures.tests.reading import (
    a_bound_grant,
    a_browser,
    a_pdf,
    download_path,
    text_of,
    viewer,
)
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import NotAllowed
from attestry.readers.actions.granting import revoke_grant
from attestry.readers.rules.kinds import ReaderKind
from attestry.readers.tests.visiting import HOUSE, a_grant, a_reader


def lead_of(issued):
    browser = Client()
    browser.force_login(issued.scene.lead)
    return browser


def test_r69_a_reader_for_thirty_days_downloads_a_marked_copy_and_is_refused_on_the_day_after(issued):
    grant = a_bound_grant(issued, days=30)
    browser = a_browser(grant)
    answer = browser.get(download_path(browser, grant))
    made = Disclosure.objects.get(how="download")
    for text in text_of(answer.content):
        assert f"No. {made.pk}" in text
        assert "rae@acme.example.com" in text
    assert pypdf.PdfReader(BytesIO(answer.content)).metadata["/AttestryCopy"] == made.mark.embedded
    assert Copy.objects.get().digest == sha256_hex(answer.content)
    with clock.simulated(NOW + timedelta(days=31)):
        later = a_browser(grant)
        assert later.get(viewer(grant)).status_code == 403
        assert later.get(f"{viewer(grant)}1.png").status_code == 403
    lines = lead_of(issued).get("/disclosures/?format=csv").getvalue().decode()
    assert f"{made.pk},{made.code}" in lines.replace('"', "")
    kept = list(JournalEntry.objects.filter(actor_key=grant.reader.subject).values_list("act", flat=True))
    assert "disclosures.download_as_reader" in kept
    assert "disclosures.be_refused_as_reader" in kept


def test_r70_a_user_auditor_reads_under_the_same_agreement_and_stamp_and_the_log_says_the_kind(issued):
    a_bound_grant(issued)
    auditor = a_reader(issued, email="kit@cpa.example.org", name="Kit", kind=ReaderKind.USER_AUDITOR)
    grant = a_grant(issued, auditor)
    browser = a_browser(grant)
    assert browser.get(viewer(grant)).status_code == 403  # the agreement comes first
    grant = a_bound_grant(issued, auditor)
    copy = browser.get(download_path(browser, grant)).content
    assert "Kit, Acme (kit@cpa.example.org)" in text_of(copy)[0]
    lines = lead_of(issued).get("/disclosures/?format=csv&q=kit").getvalue().decode()
    assert "user_auditor" in lines
    assert JournalEntry.objects.filter(actor_name__contains="user auditor of Acme").exists()


def test_a_page_is_shown_as_a_picture_and_written_down_before(issued):
    grant = a_bound_grant(issued, may_download=False)
    browser = a_browser(grant)
    page = browser.get(viewer(grant)).content.decode()
    assert "Download my copy" not in page
    answer = browser.get(f"{viewer(grant)}2.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "no-store"
    made = Disclosure.objects.get()
    assert (made.how, made.page, made.reader_name) == ("page", 2, "Rae Jones")
    assert made.mark.embedded.encode() in answer.content
    assert browser.get(f"{viewer(grant)}9999.png").status_code == 404
    with pytest.raises(NotAllowed):
        hand_out_copy(grant.reader.actor(), grant.reader, grant_key=grant.key, file_key="report", origin="")


def test_a_grant_that_is_revoked_between_click_and_download_opens_nothing_and_that_is_written_down(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    path = download_path(browser, grant)
    revoke_grant(issued.scene.lead.actor(), grant, why="The deal is off.")
    answer = browser.get(path)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "access to this has ended" in page
    assert "What you may read" in page
    assert "journal" not in page, "a reader is told nothing of the program"
    assert not Disclosure.objects.exists()
    refusal = JournalEntry.objects.filter(act="disclosures.be_refused_as_reader").last()
    assert refusal.after["why"] == "GrantEnded"


def test_a_link_is_bound_to_its_reader_and_ends_after_ten_minutes(issued):
    grant = a_bound_grant(issued)
    path = download_path(a_browser(grant), grant)
    other = a_bound_grant(
        issued, a_reader(issued, email="kim@globex.example.com", company="Globex", name="Kim")
    )
    thief = a_browser(other)
    assert thief.get(path).status_code == 410
    assert Client().get(path).status_code == 302
    assert thief.get(viewer(grant)).status_code == 404
    assert thief.get(f"{viewer(grant)}1.png").status_code == 404
    assert not Disclosure.objects.filter(grant=grant).exists()


def test_nothing_is_reached_by_guessing_a_name(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    for guess in ("letter-1", "file-1", "report-2", "draft", "companion"):
        assert browser.get(viewer(grant, guess)).status_code == 404, guess


def test_nobody_downloads_in_a_readers_name(issued):
    grant = a_bound_grant(issued)
    for actor in (issued.scene.lead.actor(), HOUSE):
        with pytest.raises(NotAllowed):
            hand_out_copy(actor, grant.reader, grant_key=grant.key, file_key="report", origin="")


def test_a_leaked_copy_its_page_its_picture_and_its_print_are_traced(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    copy = browser.get(download_path(browser, grant)).content
    shown = browser.get(f"{viewer(grant)}1.png").content
    lead = lead_of(issued)
    for name, leaked in (("copy.pdf", copy), ("page.png", shown)):
        page = lead.post("/disclosures/trace/", {"document": SimpleUploadedFile(name, leaked)})
        assert "It was handed to Rae Jones" in page.content.decode(), name
    made = Disclosure.objects.get(how="download")
    hidden = copy + "".join(f"attestry-copy:{made.pk}:{made.code[::-1]}\n" for _ in range(3)).encode()
    page = lead.post("/disclosures/trace/", {"document": SimpleUploadedFile("copy.pdf", hidden)})
    assert "It was handed to Rae Jones" in page.content.decode(), "a stamp that was made up hides none"
    typed = lead.post("/disclosures/trace/", {"typed": made.mark.label})
    assert "It was handed to Rae Jones" in typed.content.decode()
    wrong = lead.post("/disclosures/trace/", {"typed": f"No. {made.pk} AAAA-AAAA"})
    assert wrong.status_code == 422
    nothing = lead.post("/disclosures/trace/", {"document": SimpleUploadedFile("x.pdf", a_pdf(1))})
    assert "No stamp was found" in nothing.content.decode()


def test_a_copy_is_sealed_once_and_a_changed_stamp_breaks_the_seal(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    copy = browser.get(download_path(browser, grant)).content
    assert is_sealed_whole(copy)
    assert not is_sealed_whole(copy.replace(b"/MediaBox", b"/MediaBax", 1))


def is_sealed_whole(pdf):
    (seal,) = PdfFileReader(
        BytesIO(pdf)
    ).embedded_signatures  # the report's own seal would not hold on a copy
    seal.compute_integrity_info()
    status = validate_pdf_signature(seal, ValidationContext(trust_roots=[seal.signer_cert]))
    return status.intact and status.valid


def test_a_file_besides_the_report_is_stamped_likewise_and_ends(issued):
    lead = lead_of(issued)
    closed = a_pdf(2, password="open sesame")
    said = {"title": "<b>Test summary</b>", "engagement": ""}
    wrong = lead.post("/disclosures/files/", {**said, "document": SimpleUploadedFile("t.pdf", closed)})
    assert "asks for one" in wrong.content.decode()
    lead.post(
        "/disclosures/files/",
        {**said, "password": "open sesame", "document": SimpleUploadedFile("t.pdf", closed)},
    )
    shared = SharedFile.objects.get()
    assert shared.original_digest == sha256_hex(closed)
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    key = f"file-{shared.pk}"
    assert "&lt;b&gt;Test summary" in browser.get(viewer(grant, key)).content.decode()
    assert len(text_of(browser.get(download_path(browser, grant, key)).content)) == 2
    lead.post(f"/disclosures/files/{shared.pk}/end/", {"why": "Out of date."})
    assert browser.get(viewer(grant, key)).status_code == 404


def test_a_file_of_another_engagement_does_not_go_with_the_grant(issued):
    actor = issued.scene.lead.actor()
    share_file(actor, title="Ours", document=a_pdf(1), filename="a.pdf", engagement=issued.scene.engagement)
    grant = a_bound_grant(issued)
    assert [one.title for one in readable(grant)] == ["SOC 2 Type 2 report", "Ours"]


def test_what_was_handed_out_never_changes(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    browser.get(download_path(browser, grant))
    for model, field in ((Disclosure, "reader_name"), (Copy, "digest")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.update(**{field: "else"})


def test_a_reader_who_opens_pages_faster_than_anybody_reads_is_slowed(issued):
    grant = a_bound_grant(issued)
    browser = a_browser(grant)
    answers = {browser.get(f"{viewer(grant)}9999.png").status_code for _ in range(70)}
    assert answers == {404, 429}


def test_the_pages_of_management_are_for_those_who_may(issued):
    for user in (issued.scene.auditor, somebody("Olga", Role.OWNER), somebody("Emil", Role.EMPLOYEE)):
        other = Client()
        other.force_login(user)
        for path in ("/disclosures/", "/disclosures/files/", "/disclosures/trace/"):
            assert other.get(path).status_code == 403, path
