"""How connections fare: each stream's last sound reading, its freshness, its last thirty days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from attestry.connectors.errors import ConnectionUnknown
from attestry.connectors.models import ENDED, Collection, CollectionState, Connection
from attestry.connectors.queries import source, streams_of
from attestry.connectors.rules.declaration import Manifest, Stream
from attestry.kit.errors import DomainError

SOUND = (CollectionState.COMPLETE, CollectionState.PARTIAL)
STRIP_DAYS = 30
_BEST = (CollectionState.COMPLETE, CollectionState.PARTIAL, CollectionState.FAILED, CollectionState.ABANDONED)


@dataclass(frozen=True, slots=True)
class StripDay:
    """The best reading of a stream on one day; empty where there was none."""

    on: date
    state: str


@dataclass(frozen=True, slots=True)
class StreamLine:
    """One stream of one connection as of an instant.

    ``sound_at`` is when the last reading that saw something began. A stream is fresh while that
    is no older than the stream allows.
    """

    stream: Stream
    last: Collection | None
    sound_at: datetime | None
    is_fresh: bool
    is_waiting: bool
    is_running: bool
    due_at: datetime | None
    strip: tuple[StripDay, ...]

    @property
    def state(self) -> str:
        """In one word: fresh, partial, stale, failed, never."""
        if self.last is None:
            return "never"
        if self.last.state in (CollectionState.FAILED, CollectionState.ABANDONED):
            return "failed"
        if not self.is_fresh:
            return "stale"
        return "partial" if self.last.state == CollectionState.PARTIAL else "fresh"


@dataclass(frozen=True, slots=True)
class ConnectionHealth:
    """One connection with its streams. ``trouble`` says why its streams cannot be named."""

    connection: Connection
    manifest: Manifest
    streams: tuple[StreamLine, ...]
    trouble: str

    @property
    def worst(self) -> str:
        """The state that says most about it."""
        found = {line.state for line in self.streams}
        return next((one for one in ("failed", "never", "stale", "partial") if one in found), "fresh")


def health(now: datetime) -> tuple[ConnectionHealth, ...]:
    """Every connection, those in use first, in five queries however many there are."""
    found = list(Connection.objects.order_by("removed_at", "title"))
    facts = _Facts(now, Q())
    return tuple(sorted((_of(one, facts) for one in found), key=lambda one: bool(one.connection.removed_at)))


def connection_named(name: str) -> Connection:
    """The connection of that name. Raises ConnectionUnknown."""
    found = Connection.objects.filter(name=name).first()
    if found is None:
        raise ConnectionUnknown(
            f"No connection is called “{name}”.", next_step="See the list of connections."
        )
    return found


def health_of(connection: Connection, now: datetime) -> ConnectionHealth:
    """One connection."""
    return _of(connection, _Facts(now, Q(connection=connection)))


def readings(connection: Connection, stream: str = "") -> QuerySet[Collection]:
    """The readings of a connection, newest first."""
    found = Collection.objects.filter(connection=connection).order_by("-requested_at", "-pk")
    return found.filter(stream=stream) if stream else found


def shown_settings(connection: Connection) -> tuple[tuple[str, str], ...]:
    """The settings as a page shows them, by title; secrets are no settings."""
    declared = source(connection.source).manifest.settings
    return tuple((one.title, _words(connection.settings.get(one.name))) for one in declared)


class _Facts:
    """What the readings say of every stream, read once."""

    def __init__(self, now: datetime, narrowed: Q) -> None:
        self.now = now
        found = Collection.objects.filter(narrowed)
        self.last = _last(found)
        self.sound = _sound(found)
        self.waiting = _keys(found.filter(state=CollectionState.REQUESTED))
        self.running = _keys(found.filter(state=CollectionState.RUNNING))
        self.days = _days(found, now)


def _of(connection: Connection, facts: _Facts) -> ConnectionHealth:
    manifest = source(connection.source).manifest
    try:
        streams: Iterable[Stream] = streams_of(connection)
        trouble = ""
    except DomainError as refusal:
        streams, trouble = (), refusal.message
    return ConnectionHealth(
        connection, manifest, tuple(_line(connection, one, facts) for one in streams), trouble
    )


def _line(connection: Connection, stream: Stream, facts: _Facts) -> StreamLine:
    key = (connection.pk, stream.id)
    last, sound_at = facts.last.get(key), facts.sound.get(key)
    due_at = last.ended_at + stream.every if last and last.ended_at else None
    return StreamLine(
        stream=stream,
        last=last,
        sound_at=sound_at,
        is_fresh=sound_at is not None
        and facts.now - sound_at <= stream.fresh_for
        and not connection.removed_at,
        is_waiting=key in facts.waiting,
        is_running=key in facts.running,
        due_at=due_at,
        strip=_strip(facts.days.get(key, {}), facts.now),
    )


def _last(found: QuerySet[Collection]) -> dict[tuple[int, str], Collection]:
    ended = found.filter(state__in=ENDED)
    newest = ended.order_by().values("connection_id", "stream").annotate(newest=Max("pk"))
    rows = Collection.objects.filter(pk__in=[row["newest"] for row in newest])
    return {(one.connection_id, one.stream): one for one in rows}


def _sound(found: QuerySet[Collection]) -> dict[tuple[int, str], datetime]:
    sound = found.filter(state__in=SOUND).order_by().values("connection_id", "stream")
    return {(row["connection_id"], row["stream"]): row["at"] for row in sound.annotate(at=Max("started_at"))}


def _keys(found: QuerySet[Collection]) -> set[tuple[int, str]]:
    return set(found.values_list("connection_id", "stream"))


def _days(found: QuerySet[Collection], now: datetime) -> dict[tuple[int, str], dict[date, str]]:
    since = now - timedelta(days=STRIP_DAYS)
    rows = found.filter(state__in=ENDED, started_at__gte=since)
    answer: dict[tuple[int, str], dict[date, str]] = defaultdict(dict)
    for connection_id, stream, state, started_at in rows.values_list(
        "connection_id", "stream", "state", "started_at"
    ):
        if started_at is None:
            continue
        on = started_at.astimezone(UTC).date()
        held = answer[connection_id, stream].get(on)
        if held is None or _BEST.index(CollectionState(state)) < _BEST.index(CollectionState(held)):
            answer[connection_id, stream][on] = state
    return answer


def _strip(days: Mapping[date, str], now: datetime) -> tuple[StripDay, ...]:
    today = now.astimezone(UTC).date()
    order: Sequence[date] = [today - timedelta(days=back) for back in range(STRIP_DAYS - 1, -1, -1)]
    return tuple(StripDay(on, days.get(on, "")) for on in order)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)
