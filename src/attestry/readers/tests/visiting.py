"""Strangers and readers, as the tests of this room and of those above it meet them."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.test import Client

from attestry.journal.rules import Actor
from attestry.kit.secrets import SecretBox
from attestry.notices.models import Notice
from attestry.opinions.tests.issued import Issued
from attestry.readers.actions.granting import grant_report, reader_named
from attestry.readers.actions.linking import new_reader_link
from attestry.readers.actions.offering import offer_report
from attestry.readers.models import Grant, Reader
from attestry.readers.rules.kinds import ReaderKind

STRANGER = {
    "name": "Rae Jones",
    "email": "rae@acme.example.com",
    "company": "Acme",
    "title": "Vendor risk",
    "purpose": "vendor_review",
    "words": "",
}


def on_offer(issued: Issued) -> Issued:
    """The report, on offer to strangers."""
    offer_report(issued.scene.lead.actor(), issued.scene.engagement)
    return issued


def asks(client: Client, issued: Issued, **said):
    """A stranger sends the form."""
    return client.post("/trust/ask/", {**STRANGER, "wanted": [str(issued.scene.engagement.pk)], **said})


def mailed_path(to: str, subject: str = "") -> str:
    """The address in the newest mail to somebody, which only that mailbox sees."""
    notice = Notice.objects.filter(recipient=to, subject__icontains=subject).exclude(sealed="").first()
    found = re.search(r"/trust/\S+", SecretBox(settings.HOME.keys).open(notice.sealed))
    return found[0]


def a_reader(issued: Issued, *, email="rae@acme.example.com", kind=ReaderKind.USER_ENTITY, **said) -> Reader:
    """A reader of Acme, who was granted nothing yet."""
    told = {"name": "Rae Jones", "company": "Acme", "title": "Vendor risk", **said}
    return reader_named(issued.scene.lead.actor(), email=email, kind=kind, **told)


def a_grant(issued: Issued, reader: Reader | None = None, *, days=30, may_download=True) -> Grant:
    """What lets a reader read the report for some days."""
    who = reader or a_reader(issued)
    lead = issued.scene.lead.actor()
    return grant_report(lead, who, issued.scene.engagement, days=days, may_download=may_download)


def signed_in(reader: Reader, client: Client | None = None) -> Client:
    """A browser in which the reader opened a mailed link."""
    browser = client or Client()
    token = new_reader_link(reader, valid_for=timedelta(minutes=30))
    assert browser.post(f"/trust/in/{token}/").status_code == 302
    return browser


HOUSE = Actor.system("test")
