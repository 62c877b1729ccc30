"""What a reader may read now; asked at every page that shows something of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attestry.kit import clock
from attestry.readers.errors import GrantEnded, UnknownReader
from attestry.readers.models import Grant, Reader
from attestry.readers.rules.kinds import GrantState


def open_grants(reader: Reader, at: datetime | None = None) -> list[Grant]:
    """The reader's grants that hold, the newest period first."""
    now = at or clock.now()
    found = Grant.objects.filter(reader=reader, revoked_at=None, expires_at__gt=now)
    return list(
        found.select_related("engagement__system", "engagement__firm").order_by("-engagement__until_on", "pk")
    )


def open_grant(reader: Reader, key: UUID) -> Grant:
    """A grant of this reader that holds now.

    Raises UnknownReader for a grant of somebody else as for none, and GrantEnded.
    """
    found = Grant.objects.filter(reader=reader, key=key).select_related(
        "engagement__system", "engagement__firm"
    )
    grant = found.first()
    if grant is None:
        raise UnknownReader
    grant.reader = reader
    if reader.closed_at is not None or grant.state_at(clock.now()) is not GrantState.ACTIVE:
        raise GrantEnded
    return grant
