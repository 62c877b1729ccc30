"""A reader reads the text, signs it once, and both sides have the very same file."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from pypdf import PdfReader

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.engagements.tests.examination import NOW
from attestry.evidence.models import Entry
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import NotAllowed
from attestry.nondisclosure.actions.papers import end_paper
from attestry.nondisclosure.actions.signing import sign_agreement
from attestry.nondisclosure.errors import (
    AgreementRefused,
    NotBound,
    SignedBefore,
    TicketSpent,
)
from attestry.nondisclosure.models import PaperAgreement, Signing
from attestry.nondisclosure.queries.standing import bound, outline, refuse_unless_bound
from attestry.nondisclosure.tests.agreeing import SAID, published, signed, signs, ticket_on
from attestry.nondisclosure.tickets import new_ticket
from attestry.notices.models import Notice
from attestry.readers.errors import AlreadyEnded, WordsMissing
from attestry.readers.tests.visiting import HOUSE, a_grant, a_reader, signed_in

PDF = b"%PDF-1.7\nscan"


def test_a_reader_reads_and_signs_in_the_browser_and_both_sides_have_the_same_sealed_file(issued):
    agreement = published(issued)
    reader = a_grant(issued).reader
    browser = signed_in(reader)
    page = browser.get("/trust/agreement/").content.decode()
    assert "What you may not do" in page
    assert agreement.digest in page
    assert signs(browser).status_code == 302
    made = Signing.objects.get()
    assert (made.name, made.title, made.company, made.email) == (*SAID.values(), reader.email)
    assert (made.at, made.origin, made.text_digest) == (NOW, "127.0.0.1", agreement.digest)
    theirs = browser.get(f"/trust/agreement/{made.key}/").content
    lead = Client()
    lead.force_login(issued.scene.lead)
    ours = lead.get(f"/nondisclosure/signatures/{made.key}/").content
    assert theirs == ours
    assert sha256_hex(ours) == made.digest
    assert made.digest in Entry.objects.get(seq=made.entry_seq).body
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(ours)).pages)
    for said in (*SAID.values(), reader.email, "127.0.0.1", str(made.key), agreement.digest[:20]):
        assert said in text.replace("\n", ""), said
    told = Notice.objects.filter(key=made.subject).values_list("recipient", flat=True)
    assert set(told) == {reader.email, issued.scene.lead.email}
    assert JournalEntry.objects.filter(act="nondisclosure.sign_as_reader", actor_key=reader.subject).exists()


def test_a_signature_that_is_sent_again_is_refused_and_signs_nothing(issued):
    agreement = published(issued)
    reader = a_reader(issued)
    ticket = new_ticket(reader, agreement)
    signed(reader, agreement, ticket=ticket)
    with pytest.raises(SignedBefore):
        signed(reader, agreement, ticket=ticket)
    assert Signing.objects.count() == 1


def test_a_form_of_another_reader_or_of_yesterday_signs_nothing(issued):
    agreement = published(issued)
    reader = a_reader(issued)
    other = a_reader(issued, email="kim@globex.example.com", company="Globex", name="Kim")
    with pytest.raises(TicketSpent):
        signed(reader, agreement, ticket=new_ticket(other, agreement))
    with pytest.raises(TicketSpent):
        signed(reader, agreement, ticket="made:up:ticket")


def test_a_text_that_changed_between_reading_and_signing_is_not_signed_and_what_was_typed_stays(issued):
    published(issued)
    browser = signed_in(a_grant(issued).reader)
    ticket = ticket_on(browser.get("/trust/agreement/").content.decode())
    published(issued, text=outline() + "\n## More\n\nA further clause.\n")
    answer = browser.post("/trust/agreement/", {**SAID, "agrees": "on", "ticket": ticket})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed while you read it" in page
    assert "A further clause" in page
    assert 'value="Rae Jones"' in page
    assert not Signing.objects.exists()
    assert (
        browser.post("/trust/agreement/", {**SAID, "agrees": "on", "ticket": ticket_on(page)}).status_code
        == 302
    )


def test_a_changed_text_binds_on_unless_it_wants_signing_again(issued):
    first = published(issued)
    reader = a_reader(issued)
    signed(reader, first)
    published(issued, text=outline() + "\nA word more.\n")
    assert bound(reader).is_bound
    third = published(
        issued, text=outline() + "\nStricter.\n", wants_signing_again=True, why="The law changed."
    )
    with pytest.raises(NotBound):
        refuse_unless_bound(reader)
    signed(reader, third)
    assert bound(reader).signing.agreement == third


def test_what_is_signed_or_published_never_changes(issued):
    agreement = published(issued)
    made = signed(a_reader(issued), agreement)
    for row, field in ((made, "name"), (agreement, "text")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field: "else"})
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")


def test_nobody_signs_in_a_readers_name(issued):
    agreement = published(issued)
    reader = a_reader(issued)
    for actor in (issued.scene.lead.actor(), HOUSE):
        with pytest.raises(NotAllowed):
            signed_as(actor, reader, agreement)


def signed_as(actor, reader, agreement):
    ticket = new_ticket(reader, agreement)
    return sign_agreement(actor, reader, ticket=ticket, agrees=True, origin="", **SAID)


@pytest.mark.parametrize("lacking", [{"name": " "}, {"title": ""}, {"company": ""}, {"agrees": False}])
def test_a_signature_that_lacks_something_names_it(issued, lacking):
    agreement = published(issued)
    with pytest.raises(AgreementRefused, match=next(iter(lacking))):
        signed(a_reader(issued), agreement, **lacking)


def test_a_signature_after_a_link_that_management_handed_over_says_so(issued):
    published(issued)
    reader = a_grant(issued).reader
    lead = Client()
    lead.force_login(issued.scene.lead)
    token = lead.post(f"/readers/{reader.key}/link/").content.decode().split("/trust/in/")[1].split("/")[0]
    browser = Client()
    browser.post(f"/trust/in/{token}/")
    signs(browser)
    made = Signing.objects.get()
    assert made.handed_by == "Lea"
    pdf = browser.get(f"/trust/agreement/{made.key}/").content
    assert "handed over by Lea" in PdfReader(BytesIO(pdf)).pages[-1].extract_text().replace("\n", " ")


def test_a_copy_of_somebody_else_is_as_if_it_were_not_there(issued):
    agreement = published(issued)
    made = signed(a_reader(issued), agreement)
    other = signed_in(a_reader(issued, email="kim@globex.example.com", company="Globex", name="Kim"))
    assert other.get(f"/trust/agreement/{made.key}/").status_code == 404
    assert Client().get(f"/trust/agreement/{made.key}/").status_code == 302


def test_hostile_words_stay_words(issued):
    published(issued, title="<script>alert(1)</script>", text=outline() + "\n<img src=x onerror=alert(1)>\n")
    browser = signed_in(a_grant(issued).reader)
    page = browser.get("/trust/agreement/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    signs(browser, name="<b>Rae</b>")
    lead = Client()
    lead.force_login(issued.scene.lead)
    assert "&lt;b&gt;Rae" in lead.get("/nondisclosure/").content.decode()


def test_a_paper_binds_every_reader_of_its_company_until_it_ends(issued):
    reader = a_reader(issued)
    lead = Client()
    lead.force_login(issued.scene.lead)
    said = {"entity": reader.user_entity_id, "signed_on": "2026-05-01", "ends_on": "2026-12-31", "note": ""}
    wrong = lead.post("/nondisclosure/paper/", {**said, "document": SimpleUploadedFile("x.pdf", b"<html>")})
    assert wrong.status_code == 422
    assert not PaperAgreement.objects.exists()
    lead.post("/nondisclosure/paper/", {**said, "document": SimpleUploadedFile("../signed.pdf", PDF)})
    paper = PaperAgreement.objects.get()
    assert paper.digest == sha256_hex(PDF)
    assert bound(reader).paper == paper
    with clock.simulated(NOW + timedelta(days=365)):
        assert not bound(reader).is_bound
    with pytest.raises(WordsMissing):
        end_paper(issued.scene.lead.actor(), paper, why=" ")
    end_paper(issued.scene.lead.actor(), paper, why="The contract ended.")
    with pytest.raises(AlreadyEnded):
        end_paper(issued.scene.lead.actor(), paper, why="Once more.")
    paper.refresh_from_db()
    assert paper.ended_why == "The contract ended."
    assert not bound(reader).is_bound


def test_what_is_published_is_whole_and_another_than_before(issued):
    with pytest.raises(AgreementRefused, match="characters"):
        published(issued, text="Say nothing.")
    published(issued)
    with pytest.raises(AgreementRefused, match="in force"):
        published(issued)
    with pytest.raises(AgreementRefused, match="why"):
        published(issued, text=outline() + "More.\n", wants_signing_again=True)


def test_the_text_is_seen_before_it_is_published_and_its_changes_after(issued):
    lead = Client()
    lead.force_login(issued.scene.lead)
    said = {"title": "NDA", "text": outline(), "deed": "preview"}
    assert "Not published yet" in lead.post("/nondisclosure/publish/", said).content.decode()
    assert bound(a_reader(issued)).in_force is None
    lead.post("/nondisclosure/publish/", {**said, "deed": "publish"})
    lead.post("/nondisclosure/publish/", {**said, "text": outline() + "\nOne more.\n", "deed": "publish"})
    assert "What changed" in lead.get("/nondisclosure/versions/2/").content.decode()
    csv = lead.get("/nondisclosure/?format=csv").getvalue().decode()
    assert csv.startswith("signed_at")


def test_the_pages_of_management_are_for_those_who_may(issued):
    for user in (issued.scene.auditor, somebody("Olga", Role.OWNER), somebody("Emil", Role.EMPLOYEE)):
        other = Client()
        other.force_login(user)
        for path in ("/nondisclosure/", "/nondisclosure/publish/", "/nondisclosure/paper/"):
            assert other.get(path).status_code == 403, path
