"""Download links: made for one reader and one file, good for ten minutes."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from attestry.disclosures.errors import DownloadExpired
from attestry.readers.models import Grant, Reader

_SALT = "attestry.disclosures.download"
_VALID_SECONDS = 600


def new_ticket(grant: Grant, file_key: str) -> str:
    """A signed ticket for the download of a file by the grant's reader."""
    said = {"reader": str(grant.reader.key), "grant": str(grant.key), "file": file_key}
    return signing.dumps(said, salt=_SALT)


def read_ticket(ticket: str, reader: Reader) -> tuple[UUID, str]:
    """The grant's key and the file's. Raises DownloadExpired, for another's ticket too."""
    try:
        said = signing.loads(ticket, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature as refusal:
        raise DownloadExpired from refusal
    if said["reader"] != str(reader.key):
        raise DownloadExpired
    return UUID(said["grant"]), str(said["file"])
