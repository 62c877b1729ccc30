"""Writes: seal a snapshot, a document or a run's outcomes; sign a checkpoint and have it stamped."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from attestry.connectors.collecting import Snapshot
from attestry.connectors.models import Connection
from attestry.controls.queries.listing import known_control_keys
from attestry.evidence import ledger, stamping
from attestry.evidence.authority import authority
from attestry.evidence.chain import Chain
from attestry.evidence.copying import Copied, copy_folder
from attestry.evidence.errors import DocumentRefused, DocumentUnfit
from attestry.evidence.models import Checkpoint, Entry, EntryKind, Segment, Stamp, StampAttempt
from attestry.evidence.queries import chains, rows_behind, store
from attestry.evidence.rules.document_kind import HEAD_BYTES, DocumentFacts, DocumentKind, complaints
from attestry.evidence.rules.row_digest import shape_document
from attestry.evidence.sealing import SealedTable, seal_table
from attestry.evidence.stamps import is_due, waiting
from attestry.evidence.unchanged import unchanged_tables
from attestry.journal.acts import act, offer, record, refuse_unless_allowed
from attestry.journal.rules import Actor
from attestry.kit import clock, duck, file_lock
from attestry.kit.digest import canonical_json
from attestry.kit.errors import Conflict, Invalid
from attestry.kit.signed_note import Signer

DOCUMENT_LIMIT_BYTES = 512 << 20
SMALL = 20_000
_HAND_IN = "evidence.hand_in"
_COPY = "evidence.copy"


def append_snapshot(actor: Actor, connection: Connection, snapshot: Snapshot) -> Entry:
    """Seal a snapshot: bytes into the store first, then one line into the ledger.

    Raises RepeatedKey, StreamMovedOn, ClockWentBackwards, or Unavailable where the disk is
    full. Whatever it raises, the ledger and all earlier evidence stand as they did.
    """
    of_stream = Entry.objects.filter(connection=connection, stream=snapshot.stream.id)
    before = of_stream.select_related("connection").order_by("-ordinal").first()
    ordinal = before.ordinal + 1 if before else 0
    # Comparing may take long, and the database must not wait for it: only the line is an act.
    sealed = _sealed_tables(snapshot, before, ordinal)
    shapes = {shape.name: store().put(shape_document(shape)) for shape in snapshot.shapes}
    entry = Entry(
        kind=EntryKind.SNAPSHOT,
        connection=connection,
        stream=snapshot.stream.id,
        ordinal=ordinal,
        observed_at=snapshot.observed_at,
        state=snapshot.state,
        title=f"{connection.title}: {snapshot.stream.title}",
        row_count=sum(table.rows for table in sealed),
    )
    return _append(actor, entry, _said(connection, snapshot, before, sealed, shapes), sealed, shapes)


@act("evidence.append")
def _append(
    actor: Actor, entry: Entry, said: dict[str, Any], sealed: list[SealedTable], shapes: dict[str, str]
) -> Entry:
    ledger.append(entry, said)
    _keep_segments(entry, sealed, shapes)
    return entry


def _sealed_tables(snapshot: Snapshot, before: Entry | None, ordinal: int) -> list[SealedTable]:
    same = unchanged_tables(snapshot, before)
    changed = [shape for shape in snapshot.shapes if shape.name not in same]
    if changed:
        known = chains(before) if before else {}
        is_small = snapshot.row_count + rows_behind(before) <= SMALL
        with duck.shared() if is_small else duck.opened(snapshot.folder) as connection:
            for shape in changed:
                chain = known.get(shape.name, Chain())
                same[shape.name] = seal_table(connection, store(), snapshot, shape, chain, ordinal)
    return [same[shape.name] for shape in snapshot.shapes]


def _said(
    connection: Connection,
    snapshot: Snapshot,
    before: Entry | None,
    sealed: list[SealedTable],
    shapes: dict[str, str],
) -> dict[str, Any]:
    gaps = _gap_lines(snapshot, sealed)
    return {
        "source": snapshot.source,
        "connection": connection.name,
        "stream_kind": snapshot.stream.kind.value,
        "basis": before.seq if before else None,
        "reason": snapshot.reason,
        "detail": snapshot.detail,
        "cursor": snapshot.cursor,
        "provenance": {
            "principal": snapshot.provenance.principal,
            "endpoint": snapshot.provenance.endpoint,
            "query": snapshot.provenance.query,
        },
        "coverage": [[one.what, one.expected, one.seen] for one in snapshot.coverage],
        "gaps": len(gaps),
        "gaps_digest": store().put(b"\n".join(gaps)) if gaps else None,
        "tables": [
            {
                "table": table.table,
                "rows": table.rows,
                "rows_digest": table.rows_digest,
                "shape": shapes[table.table],
                "segment": table.segment,
                "keyframe": table.is_keyframe,
                "added": table.added,
                "changed": table.changed,
                "removed": table.removed,
            }
            for table in sealed
        ],
    }


def _gap_lines(snapshot: Snapshot, sealed: list[SealedTable]) -> list[bytes]:
    lines = {
        canonical_json(
            {
                "table": gap.table,
                "item": gap.item_id,
                "columns": sorted(gap.columns),
                "reason": gap.reason.value,
                "detail": gap.detail,
            }
        )
        for gap in snapshot.gaps
    }
    if not snapshot.failed:
        for table in sealed:
            whole = next((g for g in snapshot.gaps if g.table == table.table and g.item_id is None), None)
            for item in table.unseen_items if whole else ():
                unseen = {
                    "table": table.table,
                    "item": item,
                    "columns": [],
                    "reason": whole.reason.value if whole else "",
                    "detail": f"not seen this time: {whole.detail if whole else ''}",
                }
                lines.add(canonical_json(unseen))
    return sorted(lines)


def _keep_segments(entry: Entry, sealed: list[SealedTable], shapes: dict[str, str]) -> None:
    Segment.objects.bulk_create(
        Segment(
            entry=entry,
            table=table.table,
            digest=table.segment,
            is_keyframe=table.is_keyframe,
            row_count=table.added + table.changed + table.removed,
            shape=shapes[table.table],
        )
        for table in sealed
        if table.segment
    )


@offer(_HAND_IN)
def hand_in_document(
    actor: Actor,
    stream: BinaryIO,
    *,
    filename: str,
    title: str,
    period_from: datetime,
    period_until: datetime,
    controls: tuple[str, ...] = (),
    note: str = "",
    facts: DocumentFacts | None = None,
) -> Entry:
    """Seal a document as evidence, with the half-open period it speaks of and the facts of its kind.

    Raises DocumentRefused where title or period is missing or turned round, or the file is empty;
    DocumentUnfit where its kind needs what is not said or a control is unknown; NotAllowed; Unavailable
    where the bytes cannot be kept.
    """
    refuse_unless_allowed(actor, _HAND_IN)
    if not title.strip():
        raise DocumentRefused("A document needs a title.", next_step="Say what it shows.")
    if period_until <= period_from:
        raise DocumentRefused(
            "The period ends before it begins.", next_step="Give the first and the last day it speaks of."
        )
    if unknown := sorted(set(controls) - known_control_keys()):
        raise DocumentUnfit([("controls", f"There is no control {', '.join(unknown)}.")])
    facts = facts or DocumentFacts()
    head = _beginning(stream) if facts.kind is DocumentKind.SCREENSHOT else b""
    if wrong := tuple(complaints(facts, head, (period_from, period_until), clock.now())):
        raise DocumentUnfit(wrong)
    # Keeping the bytes may take long, and the database must not wait for it: only the line is an act.
    digest, size = store().put_stream(stream, limit_bytes=DOCUMENT_LIMIT_BYTES)
    if size == 0:
        raise DocumentRefused("The file is empty.", next_step="Choose the file that holds the evidence.")
    said = {
        "digest": digest,
        "size": size,
        "filename": Path(filename).name[:200],
        "handed_in_by": actor.key,
        "controls": sorted(controls),
        "note": note.strip(),
    }
    if facts.kind is not DocumentKind.OTHER:
        said["facts"] = facts.record()
    return _append_document(actor, said, title.strip(), period_from, period_until)


def _beginning(stream: BinaryIO) -> bytes:
    """How a file begins; it is read from there again afterwards."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


@act(_HAND_IN)
def _append_document(
    actor: Actor, said: dict[str, Any], title: str, period_from: datetime, period_until: datetime
) -> Entry:
    entry = Entry(
        kind=EntryKind.DOCUMENT,
        stream="documents",
        ordinal=Entry.objects.filter(kind=EntryKind.DOCUMENT).count(),
        observed_at=min(period_until, clock.now()),
        period_from=period_from,
        period_until=period_until,
        state="complete",
        title=title,
        row_count=0,
    )
    ledger.append(entry, said)
    after = {"document": title} | {
        name: said[name] for name in ("digest", "controls", "facts") if name in said
    }
    record(f"entry:{entry.seq}", after=after)
    return entry


@act("evidence.append", offered=False)
def append_run(
    actor: Actor, *, ordinal: int, as_of: datetime, title: str, said: dict[str, Any], segment: str | None
) -> Entry:
    """Seal what a run of control tests concluded; ``segment`` holds the outcomes that changed."""
    entry = Entry(
        kind=EntryKind.RUN,
        stream="runs",
        ordinal=ordinal,
        observed_at=as_of,
        state="complete",
        title=title,
        row_count=0,
    )
    return ledger.append(entry, {**said, "segment": segment})


def ledger_key() -> Signer:
    """The key that signs this home's roots, made on first use; it signs what is made of them, too."""
    return ledger.ledger_signer()


@act("evidence.sign_checkpoint", offered=False)
def sign_checkpoint(actor: Actor) -> Checkpoint | None:
    """Sign the root over all entries so far; None where there is nothing new.

    The journal says so too, and is itself signed over by the next one: neither log can lose its
    end without the other showing it.
    """
    signed = ledger.sign_root()
    if signed is not None:
        record(f"checkpoint:{signed.size}", after={"root": signed.root})
    return signed


def stamp_due(actor: Actor, *, progress: Callable[[str], None]) -> Stamp | StampAttempt | None:
    """Have the newest signed root stamped where one waits and it is time to ask; None: nothing to ask.

    Never raises for what the authority does or how it is configured: pages and doctor show that,
    and the line goes on. Roots of made-up instants are never stamped.
    """
    try:
        asked_of = authority()
    except Invalid as refusal:
        progress(str(refusal))
        return None
    lock = settings.HOME.run / "stamp.lock"
    with suppress(Conflict), file_lock.held(lock, busy="A stamp is being asked for right now."):
        found = waiting() if is_due(clock.now()) else None
        if found is not None and asked_of is not None:
            progress(f"asking {asked_of.address} to stamp the root over {found.checkpoint.size} entries")
            return _keep_stamp(actor, stamping.ask(asked_of, found.checkpoint))
    return None


@act("evidence.stamp")
def _keep_stamp(actor: Actor, asked: stamping.Asked) -> Stamp | StampAttempt:
    return stamping.keep(asked)


def copy_evidence(actor: Actor, *, progress: Callable[[str], None]) -> Copied:
    """Copy the folder's blobs into the bucket, and say so in the journal. Raises as ``copy_folder`` does."""
    refuse_unless_allowed(actor, _COPY)
    return _note_copied(actor, copy_folder(progress))


@act(_COPY)
def _note_copied(actor: Actor, copied: Copied) -> Copied:
    record("evidence", after={"copied": copied.count, "to": copied.place})
    return copied
