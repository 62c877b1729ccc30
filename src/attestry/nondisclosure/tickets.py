"""The one form by which a reader signs: made for a reader and a text, good for a day, used once."""

from __future__ import annotations

import secrets

from django.core import signing as signed

from attestry.kit.digest import sha256_hex
from attestry.nondisclosure.errors import TicketSpent
from attestry.nondisclosure.models import Agreement
from attestry.readers.models import Reader

_SALT = "attestry.nondisclosure.ticket"
_VALID_SECONDS = 24 * 60 * 60


def new_ticket(reader: Reader, agreement: Agreement) -> str:
    """A signed ticket for a form."""
    said = {"reader": str(reader.key), "digest": agreement.digest, "nonce": secrets.token_hex(16)}
    return signed.dumps(said, salt=_SALT)


def read_ticket(ticket: str, reader: Reader) -> tuple[str, str]:
    """The digest of the text that the form showed, and what the ticket is kept by. Raises TicketSpent."""
    try:
        said = signed.loads(ticket, salt=_SALT, max_age=_VALID_SECONDS)
    except signed.BadSignature as refusal:
        raise TicketSpent from refusal
    if said.get("reader") != str(reader.key):
        raise TicketSpent
    return said["digest"], sha256_hex(ticket.encode())
