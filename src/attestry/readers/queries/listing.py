"""Readers and requests as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attestry.engagements.models import Engagement
from attestry.readers.models import AccessRequest, Grant, Reader
from attestry.readers.rules.kinds import GrantState, RequestState


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A reader with what was granted; ``state`` is of the grant that reaches furthest."""

    reader: Reader
    grants: tuple[Grant, ...]
    state: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant and how it stands."""

    grant: Grant
    state: GrantState


def reader_lines(at: datetime) -> list[ReaderLine]:
    """Every reader by name; two queries."""
    found = Reader.objects.select_related("user_entity").prefetch_related("grants__engagement")
    return [_line(one, at) for one in found]


def _line(reader: Reader, at: datetime) -> ReaderLine:
    grants = tuple(reader.grants.all())
    held = [one for one in grants if one.state_at(at) is GrantState.ACTIVE]
    if held:
        return ReaderLine(reader, grants, "reads", max(one.expires_at for one in held))
    if not grants:
        return ReaderLine(reader, grants, "nothing granted", None)
    last = max(grants, key=lambda one: one.revoked_at or one.expires_at)
    return ReaderLine(reader, grants, last.state_at(at).value, last.revoked_at or last.expires_at)


def grant_lines(reader: Reader, at: datetime) -> list[GrantLine]:
    """What a reader was granted, the newest first."""
    found = Grant.objects.filter(reader=reader).select_related("engagement__system", "rule", "request")
    return [GrantLine(one, one.state_at(at)) for one in found]


def request_lines() -> list[AccessRequest]:
    """Every request whose mailbox was proved; those that wait first, then the newest."""
    found = AccessRequest.objects.exclude(state=RequestState.UNCONFIRMED)
    return sorted(found, key=lambda one: (one.state != RequestState.WAITING, -one.made_at.timestamp()))


def waiting_count() -> int:
    """How many requests wait for a decision."""
    return AccessRequest.objects.filter(state=RequestState.WAITING).count()


def reportable() -> list[Engagement]:
    """Engagements with an issued report, the newest period first."""
    return list(Engagement.objects.filter(issued_reports__isnull=False).select_related("system").distinct())
