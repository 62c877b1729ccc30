"""Whoever was let in reads nothing before the agreement is signed; a copy leads back to its reader."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from attestry.disclosures.models import Disclosure
from attestry.disclosures.tests.reading import a_bound_grant, a_browser, download_path, text_of, viewer
from attestry.disclosures.tickets import new_ticket
from attestry.journal.models import JournalEntry
from attestry.kit.digest import sha256_hex
from attestry.nondisclosure.models import Signing
from attestry.nondisclosure.tests.agreeing import published, signs
from attestry.readers.models import AccessRequest, Grant
from attestry.readers.tests.visiting import STRANGER, a_grant, a_reader, asks, mailed_path, on_offer


def lead_of(issued):
    browser = Client()
    browser.force_login(issued.scene.lead)
    return browser


def test_r116_the_mark_read_from_a_copy_leads_to_its_reader_and_the_download_in_the_log(issued):
    a_bound_grant(issued)
    other = a_reader(issued, email="kim@globex.example.com", company="Globex", name="Kim")
    for grant in (Grant.objects.get(), a_bound_grant(issued, other)):
        browser = a_browser(grant)
        copy = browser.get(download_path(browser, grant)).content
        number, code = re.search(r"No\. (\d+) · ([A-Z0-9]{4}-[A-Z0-9]{4})", text_of(copy)[0]).groups()
        found = lead_of(issued).post("/disclosures/trace/", {"typed": f"No. {number} {code}"})
        assert f"It was handed to {grant.reader.name}" in found.content.decode()
        by_file = {"document": SimpleUploadedFile("leaked.pdf", copy)}
        page = lead_of(issued).post("/disclosures/trace/", by_file).content.decode()
        assert f"It was handed to {grant.reader.name}" in page
        made = Disclosure.objects.get(pk=number)
        assert (made.grant, made.how, made.email) == (grant, "download", grant.reader.email)
        logged = JournalEntry.objects.filter(act="disclosures.download_as_reader", subject=made.subject)
        assert {one.actor_key for one in logged} == {grant.reader.subject}
        assert sha256_hex(copy) in str([one.after for one in logged])


def test_r117_who_asked_and_did_not_sign_is_refused_and_who_signed_downloads(issued, client):
    published(issued)
    on_offer(issued)
    asks(client, issued)
    client.post(mailed_path(STRANGER["email"], "confirm"))
    lead, asked = lead_of(issued), AccessRequest.objects.get()
    said = {"company": "Acme", "kind": "user_entity", "days": 30, "may_download": "on"}
    lead.post(f"/readers/requests/{asked.pk}/approve/", said)
    grant = Grant.objects.get()
    client.post(mailed_path(STRANGER["email"], "may read"))
    for path in (
        viewer(grant),
        f"{viewer(grant)}1.png",
        f"/trust/download/{new_ticket(grant, 'report')}/",
    ):
        assert client.get(path).status_code == 403, path
    assert not Disclosure.objects.exists()
    assert JournalEntry.objects.filter(act="disclosures.be_refused_as_reader").count() == 3
    assert signs(client).status_code == 302
    answer = client.get(download_path(client, grant))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    kept = Signing.objects.get()
    assert (kept.email, kept.agreement.version) == (STRANGER["email"], 1)
    stored = lead.get(f"/nondisclosure/signatures/{kept.key}/").content
    assert (sha256_hex(stored), stored[:5]) == (kept.digest, b"%PDF-")


def test_r117_an_agreement_that_another_signed_opens_nothing_for_a_second_reader(issued):
    a_bound_grant(issued)
    second = a_grant(issued, a_reader(issued, email="kim@globex.example.com", company="Globex", name="Kim"))
    assert a_browser(second).get(viewer(second)).status_code == 403
