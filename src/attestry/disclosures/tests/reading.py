"""Readers who may open files, as the tests of this room and of those above it meet them."""

from __future__ import annotations

import re
from io import BytesIO

import pypdf
from django.test import Client
from pypdf.actions import JavaScript

from attestry.nondisclosure.queries.standing import agreement_in_force
from attestry.nondisclosure.tests.agreeing import published, signed
from attestry.opinions.tests.issued import Issued
from attestry.readers.models import Grant, Reader
from attestry.readers.tests.visiting import a_grant, signed_in


def a_bound_grant(issued: Issued, reader: Reader | None = None, **said) -> Grant:
    """A grant whose reader signed."""
    agreement = agreement_in_force() or published(issued)
    grant = a_grant(issued, reader, **said)
    signed(grant.reader, agreement)
    return grant


def viewer(grant: Grant, file_key: str = "report") -> str:
    """Where the reader reads a file."""
    return f"/trust/files/{grant.key}/{file_key}/"


def a_browser(grant: Grant) -> Client:
    """A browser in which the grant's reader is signed in."""
    return signed_in(grant.reader)


def download_path(browser: Client, grant: Grant, file_key: str = "report") -> str:
    """The link on the viewer's page."""
    page = browser.get(viewer(grant, file_key)).content.decode()
    return re.search(r'href="(/trust/download/[^"]+)"', page)[1]


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, on one line."""
    return [page.extract_text().replace("\n", " ") for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def a_pdf(pages: int = 2, *, password: str = "", script: bool = False, landscape: bool = False) -> bytes:
    """A small PDF, closed by a password or with a script in it where asked for."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=842 if landscape else 595, height=595 if landscape else 842)
    if landscape:
        writer.pages[0].rotate(90)
    if script:
        writer.add_open_action(JavaScript("app.alert('boo')"))
        writer.add_attachment("evil.exe", b"MZ")
    if password:
        writer.encrypt(password, algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
