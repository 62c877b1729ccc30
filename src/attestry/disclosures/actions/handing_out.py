"""Handing out a copy, or showing a page: written down before the reader has it, under a number of its own.

The grant and the agreement are looked up again each time, so that nothing is handed out after they ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from attestry.disclosures.errors import UnknownFile, ViewOnly
from attestry.disclosures.models import Copy, Disclosure
from attestry.disclosures.queries.files import Readable, the_file
from attestry.disclosures.rules.stamp import How, new_code
from attestry.disclosures.stamping import page_count, picture, stamped
from attestry.journal.acts import act, record, refuse_unless_allowed
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.opinions.seals import resealed
from attestry.readers.access import refuse_unless_reader
from attestry.readers.models import Grant, Reader
from attestry.readers.queries.grants import open_grant

_DOWNLOAD, _VIEW = "disclosures.download_as_reader", "disclosures.view_as_reader"


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What the reader gets, and what was written down of it."""

    disclosure: Disclosure
    file: Readable
    content: bytes


def hand_out_copy(actor: Actor, reader: Reader, *, grant_key: UUID, file_key: str, origin: str) -> HandedOut:
    """A copy that carries its reader on every page, sealed so that a changed stamp shows.

    Raises NotAllowed, UnknownReader, GrantEnded, NotBound, UnknownFile, ViewOnly and Broken.
    """
    refuse_unless_allowed(actor, _DOWNLOAD)
    refuse_unless_reader(actor, reader)
    grant = open_grant(reader, grant_key)
    file = the_file(grant, file_key)
    if not grant.may_download:
        raise ViewOnly
    source = file.read()
    made = _write_down_copy(actor, grant, file, origin)
    copy = resealed(stamped(source, made.mark), at=made.at)
    _keep_digest(actor, made, copy)
    return HandedOut(made, file, copy)


def show_page(
    actor: Actor, reader: Reader, *, grant_key: UUID, file_key: str, page: int, origin: str
) -> HandedOut:
    """One page as a picture with its reader on it. Raises what a copy does, and UnknownFile."""
    refuse_unless_allowed(actor, _VIEW)
    refuse_unless_reader(actor, reader)
    grant = open_grant(reader, grant_key)
    file = the_file(grant, file_key)
    source = file.read()
    if not 1 <= page <= page_count(source):
        raise UnknownFile
    made = _write_down_page(actor, grant, file, origin, page)
    return HandedOut(made, file, picture(source, made.mark, page))


@act(_DOWNLOAD, offered=False)
def _write_down_copy(_actor: Actor, grant: Grant, file: Readable, origin: str) -> Disclosure:
    return _written_down(grant, file, origin, How.DOWNLOAD)


@act(_VIEW, offered=False)
def _write_down_page(_actor: Actor, grant: Grant, file: Readable, origin: str, page: int) -> Disclosure:
    return _written_down(grant, file, origin, How.PAGE, page)


@act(_DOWNLOAD, offered=False)
def _keep_digest(_actor: Actor, made: Disclosure, copy: bytes) -> Copy:
    kept = Copy.objects.create(disclosure=made, digest=sha256_hex(copy), size=len(copy))
    record(made.subject, after={"copy": kept.digest, "size": kept.size})
    return kept


def _written_down(grant: Grant, file: Readable, origin: str, how: How, page: int | None = None) -> Disclosure:
    """Its line, with the grant looked up once more where the transaction sees the last of it."""
    held = open_grant(grant.reader, grant.key)
    reader = held.reader
    made = Disclosure.objects.create(
        code=new_code(), grant=held, how=how, file_key=file.key, title=file.title, page=page,
        source_digest=file.digest, reader_name=reader.name, company=reader.user_entity.name,
        email=reader.email, origin=origin[:64], at=clock.now(),
    )  # fmt: skip
    after = {"file": file.title, "source": file.digest, "code": made.code, "to": reader.email}
    record(made.subject, after=after | ({"page": page} if page else {}))
    return made
