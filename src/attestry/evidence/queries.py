"""Reads: the ledger, the tables as of an instant, proofs, and what was not seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from typing import Any

import orjson
from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from attestry.connectors.models import Connection
from attestry.connectors.queries import connections, source, streams_of, table_shape
from attestry.connectors.rules.declaration import Stream, StreamKind
from attestry.evidence.bucket import configured_bucket
from attestry.evidence.chain import Chain
from attestry.evidence.errors import EntryUnknown
from attestry.evidence.folding import folded
from attestry.evidence.models import Checkpoint, Entry, EntryKind, Segment
from attestry.evidence.rules.freshness import LastReading, unseen
from attestry.kit.blobs import Folder, Store


def store() -> Store:
    """The content-addressed store of this home: the bucket that the settings name, else its folder."""
    return configured_bucket() or Folder(settings.HOME.evidence)


def check_store() -> str:
    """Where evidence is kept, in words; a bucket is asked whether it locks what it keeps.

    Raises Invalid where the settings are wrong or the bucket locks nothing, Unavailable where it
    does not answer.
    """
    bucket = configured_bucket()
    if bucket is None:
        return "the home's own folder"
    bucket.refuse_unlocked()
    place = bucket.place
    return f"{place}, each object locked for {place.lock_days:,} days ({place.lock_mode})"


def bucket_address() -> str:
    """The bucket that keeps this home's evidence; empty where its folder does."""
    bucket = configured_bucket()
    return str(bucket.place) if bucket else ""


def left_in_folder(kept: Collection[str]) -> list[str]:
    """The blobs that lie in the home's folder and are not among those that its bucket keeps."""
    if configured_bucket() is None:
        return []
    return [digest for digest in Folder(settings.HOME.evidence).digests() if digest not in kept]


def entries(*, kind: str = "", connection: str = "", stream: str = "") -> QuerySet[Entry]:
    """Entries of the ledger, newest first, narrowed by what is given."""
    found = Entry.objects.order_by("-seq").select_related("connection").defer("body")
    if kind:
        found = found.filter(kind=kind)
    if connection:
        found = found.filter(connection__name=connection)
    if stream:
        found = found.filter(stream=stream)
    return found


def entry(seq: int) -> Entry:
    """The entry of that number. Raises EntryUnknown."""
    found = Entry.objects.select_related("connection").filter(seq=seq).first()
    if found is None:
        raise no_such_entry(seq)
    return found


def no_such_entry(seq: int) -> EntryUnknown:
    """What is said where there is no entry of that number, or none for whoever asks."""
    return EntryUnknown(f"The ledger has no entry {seq}.", next_step="See the list of entries.")


def body(of: Entry) -> dict[str, Any]:
    """What the entry says, as it was sealed."""
    said: dict[str, Any] = orjson.loads(of.body)
    return said


@dataclass(frozen=True, slots=True)
class StreamView:
    """One stream of one connection as of an instant: its last entry, and why it may not be trusted.

    ``unseen`` is "" where the entry is fresh and sound; otherwise the reason in words.
    """

    connection: Connection
    source: str
    stream: Stream
    entry: Entry | None
    unseen_reason: str
    unseen: str


def stream_views(as_of: datetime, known_at: datetime | None = None) -> list[StreamView]:
    """Every stream of every connection that existed at ``as_of``, as known at ``known_at``."""
    views = []
    latest = _latest_entries(as_of, known_at)
    for connection in connections():
        if connection.created_at > as_of:
            continue
        for stream in streams_of(connection):
            last = latest.get((connection.pk, stream.id))
            reason, words = _unseen(connection, stream, last, as_of)
            views.append(StreamView(connection, connection.source, stream, last, reason, words))
    return views


def _latest_entries(as_of: datetime, known_at: datetime | None) -> dict[tuple[int | None, str], Entry]:
    """The last entry of each stream, in two queries however many streams there are."""
    # Only snapshots have a connection; so named, the index holds all that is looked for.
    found = Entry.objects.filter(connection__isnull=False, observed_at__lte=as_of)
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    last = found.order_by().values("connection_id", "stream").annotate(at=Max("observed_at"))
    wanted = {(row["connection_id"], row["stream"], row["at"]) for row in last}
    narrowed = found.filter(
        connection_id__in={key for key, _, _ in wanted},
        stream__in={stream for _, stream, _ in wanted},
        observed_at__in={at for _, _, at in wanted},
    )
    return {
        (one.connection_id, one.stream): one
        for one in narrowed.order_by("ordinal")
        if (one.connection_id, one.stream, one.observed_at) in wanted
    }


def _unseen(connection: Connection, stream: Stream, last: Entry | None, as_of: datetime) -> tuple[str, str]:
    return unseen(
        _reading(last) if last else None,
        as_of=as_of,
        fresh_for=stream.fresh_for,
        removed_at=connection.removed_at,
        removal_reason=connection.removal_reason,
    )


def _reading(last: Entry) -> LastReading:
    said = body(last) if last.state == "failed" else {}
    return LastReading(last.observed_at, last.state, said.get("reason", ""), said.get("detail", ""))


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One sealed segment of a table, as a chain names it."""

    digest: str
    shape: str


def sealed_parts(of: Iterable[Entry]) -> dict[int, dict[str, tuple[SealedPart, ...]]]:
    """The segments that make up each table as of each entry, by the entries' numbers, in one query."""
    wanted = {(one.connection_id, one.stream): one for one in of}
    sources = dict(connections().values_list("pk", "source"))
    events = {key for key in wanted if key[0] and _brings_events(sources[key[0]], key[1])}
    rows = Segment.objects.filter(entry__connection_id__in={key[0] for key in wanted})
    if len(wanted) == 1:
        rows = rows.filter(entry__stream__in={key[1] for key in wanted})
    found: dict[int, dict[str, list[SealedPart]]] = {one.seq: {} for one in wanted.values()}
    for connection, stream, ordinal, table, digest, is_keyframe, shape in rows.order_by(
        "entry_id"
    ).values_list(
        "entry__connection_id", "entry__stream", "entry__ordinal", "table", "digest", "is_keyframe", "shape"
    ):
        entry = wanted.get((connection, stream))
        if entry is None or ordinal > entry.ordinal:
            continue
        parts = found[entry.seq].setdefault(table, [])
        if is_keyframe and (connection, stream) not in events:
            parts.clear()
        parts.append(SealedPart(digest, shape))
    return {seq: {table: tuple(parts) for table, parts in tables.items()} for seq, tables in found.items()}


def chain_of(table: str, parts: Sequence[SealedPart]) -> Chain:
    """The files of a table's segments, long chains folded."""
    blobs = store()
    # Rows told apart by another key than the last ones are another table's: a new beginning.
    key = _key_of(parts[-1].shape) if parts else ()
    alike = list(takewhile(lambda part: _key_of(part.shape) == key, reversed(parts)))[::-1]
    columns = frozenset(column for part in alike for column in _columns_of(part.shape))
    chain = Chain(tuple(blobs.path(part.digest) for part in alike), columns, key)
    return folded(table_shape(table), chain, settings.HOME.cache, blobs.bring)


def chains(of: Entry) -> dict[str, Chain]:
    """The files that make up each table as of an entry."""
    return {table: chain_of(table, parts) for table, parts in sealed_parts([of])[of.seq].items()}


def rows_behind(of: Entry | None) -> int:
    """About how many rows the tables hold as of an entry; for events, all that were ever sealed."""
    if of is None:
        return 0
    if not brings_events(of):
        return of.row_count
    sealed = Segment.objects.filter(entry__connection=of.connection, entry__stream=of.stream)
    return int(sealed.aggregate(rows=Sum("row_count"))["rows"] or 0)


def brings_events(of: Entry) -> bool:
    """Whether an entry's stream records what happened, so that its rows are never gone."""
    if of.connection is None:
        return False
    return _brings_events(of.connection.source, of.stream)


def _brings_events(source_id: str, stream: str) -> bool:
    return source(source_id).manifest.stream(stream).kind is StreamKind.EVENT


@lru_cache(maxsize=512)
def _columns_of(shape_digest: str) -> tuple[str, ...]:
    document: Mapping[str, Any] = orjson.loads(store().read(shape_digest))
    return tuple(name for name, _ in document["columns"])


@lru_cache(maxsize=512)
def _key_of(shape_digest: str) -> tuple[str, ...]:
    document: Mapping[str, Any] = orjson.loads(store().read(shape_digest))
    return tuple(document["key"])


@dataclass(frozen=True, slots=True)
class UnseenThing:
    """One gap as it was sealed."""

    table: str
    item: str | None
    columns: tuple[str, ...]
    reason: str
    detail: str


def gaps(of: Entry) -> list[UnseenThing]:
    """What the reading behind an entry did not see."""
    said = body(of)
    digest = said.get("gaps_digest")
    if not digest:
        return []
    lines = store().read(digest).splitlines()
    return [UnseenThing(columns=tuple(one.pop("columns")), **one) for one in map(orjson.loads, lines)]


def last_cursor(connection: Connection, stream: str) -> str | None:
    """Where the last sound reading of an event stream got to."""
    last = (
        Entry.objects.filter(connection=connection, stream=stream, kind=EntryKind.SNAPSHOT)
        .exclude(state="failed")
        .order_by("-ordinal")
        .first()
    )
    cursor: str | None = body(last)["cursor"] if last else None
    return cursor


def last_checkpoint() -> Checkpoint | None:
    """The newest signed root."""
    return Checkpoint.objects.order_by("-size").first()
