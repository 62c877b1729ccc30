"""What strangers and senders are refused stands in the program's log: which kind and where, and no more."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.opinions.tests.issued import issued, issued_once
from attestry.policies.tests.world import a_person
from attestry.questionnaires.tests.sheets import caiq_like, with_part
from attestry.questionnaires.tests.world import a_customer
from attestry.readers.tests.visiting import asks, on_offer
from attestry.trust_center.tests.scene import opened

__all__ = ["issued", "issued_once"]
HOMOGRAPH = "re\u0430der@customer.com"


@pytest.fixture
def logged(caplog, issued):
    """The open page of an issued report on offer, and each line about what was refused."""
    opened(issued.scene.lead)
    on_offer(issued)
    return lambda: [one.getMessage() for one in caplog.records if one.name == "attestry.refused"]


def test_a_link_that_is_spent_expired_or_forged(client, logged):
    client.post("/trust/in/no-such-link/")
    client.post("/trust/confirm/no-such-link/")
    client.post("/trust/updates/confirm/no-such-link/")
    assert [one.rpartition(" at ")[2] for one in logged()] == [
        "reader_link", "confirm_access", "trust_updates_confirm",
    ]  # fmt: skip
    assert not any("no-such-link" in one for one in logged())


def test_a_mail_address_with_a_letter_of_another_script(client, logged, issued):
    client.post("/trust/updates/", {"address": HOMOGRAPH})
    page = asks(client, issued, email=HOMOGRAPH)
    assert page.status_code == 422
    assert logged() == ["MailboxRefused at trust_updates", "MailboxRefused at AskForm"]
    assert "customer.com" not in " ".join(logged())


def test_a_workbook_with_a_program_and_one_of_500_mb(client, logged, issued):
    client.force_login(issued.scene.lead)
    client.post("/questionnaires/receive/", CONTENT_LENGTH=str(500 << 20))
    assert logged() == ["TooLarge at questionnaire_receive"]
    person = a_person("Zoe")
    said = {"title": "Review", "due_on": "2030-01-01", "owner": person.pk, "customer": a_customer().pk}
    file = SimpleUploadedFile("a.xlsx", with_part(caiq_like(), "xl/vbaProject.bin", b"x"))
    client.post("/questionnaires/receive/", {"file": file, **said})
    assert logged()[1:] == ["HoldsProgram at ReceiveForm"]
