"""The straight line: collect, seal, test, sign, stamp. Readable on one screen.

source -> snapshot -> ledger -> tables -> result -> interval -> control status -> criterion status
"""

from __future__ import annotations

import errno
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import disk_usage

from django.conf import settings
from django.db import DatabaseError, OperationalError

from attestry.access_reviews.actions.proving import note_all_proofs
from attestry.connectors.actions import abandon_collection, begin_collection, end_collection
from attestry.connectors.collecting import read_stream
from attestry.connectors.models import Collection, CollectionState, Connection
from attestry.connectors.queries import (
    active_connections,
    collect_function,
    requested,
    source,
    streams_due,
    streams_of,
)
from attestry.connectors.rules.declaration import Stream, StreamKind
from attestry.connectors.rules.observation import Collect, Observation, Reason, Session, SourceUnavailable
from attestry.control_tests.actions import running
from attestry.control_tests.models import Run
from attestry.evidence.actions import append_snapshot, sign_checkpoint, stamp_due
from attestry.evidence.errors import RepeatedKey
from attestry.evidence.queries import last_cursor
from attestry.journal.rules import Actor
from attestry.kit import clock, file_lock
from attestry.kit.blobs import disk_refusal
from attestry.kit.errors import Broken, Conflict, Unavailable
from attestry.kit.secrets import SecretBox
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.naming import system_name

Progress = Callable[[str], None]
Reader = Callable[[Connection, Stream], Collect]

SOUND, UNSEEN = 0, 10
NO_ROOM_BYTES = 1 << 20


@dataclass(slots=True)
class CollectSummary:
    """How the streams fared; ``exit_code`` is 10 where anything was not seen."""

    collections: list[Collection] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 where every stream was complete."""
        whole = all(one.state == CollectionState.COMPLETE for one in self.collections)
        return SOUND if whole and not self.busy else UNSEEN

    def __str__(self) -> str:
        lines = [
            f"{one.connection.title}: {one.stream}: {one.state}, {one.row_count} rows"
            + (f", not seen: {one.detail or one.reason}" if one.gap_count else "")
            for one in self.collections
        ]
        return "\n".join([*lines, *self.busy]) or "No connection is there to be read."


def read_by_source(connection: Connection, stream: Stream) -> Collect:
    """How a stream is read where nothing else is said: by the source's own function.

    Raises Unavailable in a sample company's home: its systems exist only in its story.
    """
    if settings.HOME.organization().is_sample and not source(connection.source).is_register:
        raise Unavailable(
            "The sample company's systems are made up, so there is nothing to read.",
            next_step="Run “attestry demo” again: it tells the company's story on until today.",
        )
    return collect_function(connection.source, stream.id)


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn a full disk, whoever meets it, into the refusal that says what to do."""
    try:
        yield
    except OperationalError as refusal:
        if "disk" not in str(refusal):
            raise
        # SQLite says “I/O error” where it cannot even make room for its log.
        is_full = "full" in str(refusal) or disk_usage(settings.HOME.root).free < NO_ROOM_BYTES
        raise disk_refusal(OSError(errno.ENOSPC if is_full else errno.EIO, str(refusal))) from refusal
    except OSError as refusal:
        raise disk_refusal(refusal) from refusal


@disk_told()
def collect(actor: Actor, *, progress: Progress, only: Sequence[str] = ()) -> CollectSummary:
    """Read every stream of every connection (or of those named), seal each, sign once at the end."""
    summary = CollectSummary()
    for connection in active_connections():
        if only and connection.name not in only:
            continue
        for stream in streams_of(connection):
            progress(f"collecting {connection.title}: {stream.title}")
            try:
                summary.collections.append(collect_stream(actor, connection, stream, progress))
            except Conflict as refusal:
                summary.busy.append(refusal.message)
    note_all_proofs(actor)
    sign_checkpoint(actor)
    stamp_due(actor, progress=progress)
    return summary


def collect_stream(
    actor: Actor,
    connection: Connection,
    stream: Stream,
    progress: Progress,
    *,
    reader: Reader = read_by_source,
) -> Collection:
    """Read one stream and seal what it said. Raises Conflict where another process reads it."""
    collect_rows = reader(connection, stream)
    lock = settings.HOME.run / f"collect-{connection.name}-{stream.id}.lock"
    busy = f"{connection.title}: {stream.title} is being collected right now."
    with file_lock.held(lock, busy=busy), disk_told():
        collection = begin_collection(connection, stream.id)
        try:
            return _read_and_seal(actor, connection, stream, collection, collect_rows, progress)
        except BaseException as cause:
            with suppress(DatabaseError):  # the next reading sets it aside
                abandon_collection(collection, f"{type(cause).__name__}: {cause}")
            raise


def _opened(connection: Connection, collect_rows: Collect) -> tuple[dict[str, str], Collect]:
    """A connection's secrets, and how its stream is read; one whose secrets are lost is read as refused."""
    if not source(connection.source).manifest.secrets:
        return {}, collect_rows
    try:
        return json.loads(SecretBox(settings.HOME.keys).open(connection.sealed_secrets)), collect_rows
    except Broken as refusal:
        lost = SourceUnavailable(Reason.PERMISSION, f"{refusal.message} {refusal.next_step}")

        def refused(_session: Session) -> Iterator[Observation]:
            raise lost

        return {}, refused


def _read_and_seal(
    actor: Actor,
    connection: Connection,
    stream: Stream,
    collection: Collection,
    collect_rows: Collect,
    progress: Progress,
) -> Collection:
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder:
        secrets, collect_rows = _opened(connection, collect_rows)
        session = Session(
            settings=connection.settings,
            secrets=secrets,
            now=clock.now(),
            scratch=Path(folder),
            cursor=last_cursor(connection, stream.id) if stream.kind is StreamKind.EVENT else None,
            progress=progress,
        )
        declared = source(connection.source)
        snapshot = read_stream(connection.source, stream, declared.shapes_of(stream), collect_rows, session)
        try:
            entry = append_snapshot(actor, connection, snapshot)
        except RepeatedKey as refusal:
            snapshot.fail(Reason.MALFORMED, refusal.message)
            entry = append_snapshot(actor, connection, snapshot)
        if snapshot.stream.resources and system_name():
            found = snapshot.resources()
            note_discovered(actor, the_system(), source=snapshot.source, item_ids=found, facts=found)
        return end_collection(collection, snapshot, entry.seq)


@disk_told()
def test(actor: Actor, *, progress: Progress, as_of: datetime | None = None) -> Run | None:
    """Ask the control tests of what is sealed by now, seal the answers, sign."""
    lock = settings.HOME.run / "control-tests.lock"
    with file_lock.held(lock, busy="The control tests are being run right now."):
        run = running.run(actor, as_of=as_of, progress=progress)
        running.keep_short_cuts()
    sign_checkpoint(actor)
    stamp_due(actor, progress=progress)
    return run


def due(now: datetime) -> bool:
    """Whether somebody asked for a collection, or a stream's rhythm says that it is time.

    Never in a sample company's home, where there is nothing to read.
    """
    return not settings.HOME.organization().is_sample and bool(requested() or streams_due(now))


def serve_requests(actor: Actor, *, progress: Progress = lambda _text: None) -> None:
    """Collect what people asked for, and test what it says."""
    asked = [] if settings.HOME.organization().is_sample else requested()
    for one in asked:
        stream = source(one.connection.source).manifest.stream(one.stream)
        with suppress(Conflict):  # somebody reads it at this moment, which is what was asked for
            collect_stream(actor, one.connection, stream, progress)
    if asked:
        test(actor, progress=progress)
