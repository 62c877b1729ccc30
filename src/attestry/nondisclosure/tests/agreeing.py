"""Agreements and signatures, as the tests of this room and of those above it make them."""

from __future__ import annotations

import re

from django.test import Client

from attestry.nondisclosure.actions.publishing import publish_agreement
from attestry.nondisclosure.actions.signing import sign_agreement
from attestry.nondisclosure.models import Agreement, Signing
from attestry.nondisclosure.queries.standing import outline
from attestry.nondisclosure.tickets import new_ticket
from attestry.opinions.tests.issued import Issued
from attestry.readers.models import Reader

SAID = {"name": "Rae Jones", "title": "Vendor risk", "company": "Acme"}


def published(issued: Issued, text: str = "", **said) -> Agreement:
    """A version in force."""
    told = {"title": "Non-disclosure agreement", "text": text or outline(), **said}
    return publish_agreement(issued.scene.lead.actor(), **told)


def signed(reader: Reader, agreement: Agreement, **said) -> Signing:
    """The reader signs."""
    told = {**SAID, "agrees": True, "origin": "192.0.2.7", "ticket": new_ticket(reader, agreement), **said}
    return sign_agreement(reader.actor(), reader, **told)


def ticket_on(page: str) -> str:
    """The ticket of the form on a page."""
    return re.search(r'name="ticket" value="([^"]+)"', page)[1]


def signs(browser: Client, **said):
    """The reader fills in the form in the browser."""
    ticket = ticket_on(browser.get("/trust/agreement/").content.decode())
    return browser.post("/trust/agreement/", {**SAID, "agrees": "on", "ticket": ticket, **said})
