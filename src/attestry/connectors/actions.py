"""Writes: add and remove connections, ask for a collection, and collect one stream."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from attestry.connectors.collecting import Snapshot
from attestry.connectors.errors import CollectionRunning, SettingsRefused
from attestry.connectors.models import Collection, CollectionState, Connection
from attestry.connectors.queries import register_ids, source
from attestry.connectors.rules.settings import checked_settings
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.secrets import SecretBox

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


@act("connectors.add")
def add_connection(
    actor: Actor,
    *,
    name: str,
    source_id: str,
    settings: Mapping[str, Any],
    secrets: Mapping[str, str],
    box: SecretBox,
    title: str = "",
) -> Connection:
    """Connect a system. Raises SourceUnknown or SettingsRefused; reads nothing yet."""
    manifest = source(source_id).manifest
    if not _NAME.fullmatch(name):
        raise SettingsRefused(
            f"“{name[:100]}” cannot be a connection's name.",
            next_step="Use at most 80 letters a to z, digits, hyphens and underscores.",
        )
    if Connection.objects.filter(name=name).exists():
        raise SettingsRefused(f"A connection “{name}” exists.", next_step="Choose another name.")
    checked = checked_settings(manifest.settings, settings)
    sealed = box.seal(json.dumps(checked_settings(manifest.secrets, secrets)))
    connection = Connection.objects.create(
        name=name,
        source=source_id,
        title=title or f"{manifest.title}: {name}",
        settings=checked,
        sealed_secrets=sealed,
        created_at=clock.now(),
    )
    record(f"connection:{name}", after={"source": source_id, "settings": checked})
    return connection


@act("connectors.connect_registers", offered=False)
def connect_registers(actor: Actor, box: SecretBox) -> list[Connection]:
    """Connect every register that a room keeps and that is not read yet; answers the new ones."""
    read = set(Connection.objects.filter(source__in=register_ids()).values_list("source", flat=True))
    return [
        add_connection(
            actor,
            name=f"{room}-register",
            source_id=room,
            settings={},
            secrets={},
            box=box,
            title=source(room).manifest.title,
        )
        for room in register_ids()
        if room not in read
    ]


@act("connectors.remove")
def remove_connection(actor: Actor, connection: Connection, *, reason: str) -> None:
    """Stop reading a system. What it said stays; from now on its streams are unknown.

    Raises SettingsRefused without a reason, and for a register, which is always read.
    """
    if source(connection.source).is_register:
        raise SettingsRefused("A register that is kept here is always read.")
    if not reason.strip():
        raise SettingsRefused("A connection is removed for a reason.", next_step="Say why it is removed.")
    connection.removed_at = clock.now()
    connection.removal_reason = reason.strip()
    connection.save(update_fields=["removed_at", "removal_reason"])
    record(
        f"connection:{connection.name}", before={"removed": False}, after={"removed": True, "reason": reason}
    )


@act("connectors.request_collection")
def request_collection(actor: Actor, connection: Connection, stream: str) -> Collection:
    """Ask for a stream to be collected as soon as the line runs. Asking twice is asking once."""
    waiting = Collection.objects.filter(
        connection=connection, stream=stream, state=CollectionState.REQUESTED
    ).first()
    if waiting:
        return waiting
    asked = Collection.objects.create(
        connection=connection, stream=stream, state=CollectionState.REQUESTED, requested_at=clock.now()
    )
    record(f"connection:{connection.name}", after={"requested": stream})
    return asked


def begin_collection(connection: Connection, stream: str) -> Collection:
    """Write down that this process collects the stream; it holds the stream's lock.

    A reading still marked as running was left behind by a killed process and is set aside.
    Raises CollectionRunning where another process got in between.
    """
    now = clock.now()
    with transaction.atomic():
        of_stream = Collection.objects.filter(connection=connection, stream=stream)
        of_stream.filter(state=CollectionState.RUNNING).update(
            state=CollectionState.ABANDONED,
            ended_at=now,
            detail="the process that collected it ended without a word",
        )
        waiting = of_stream.filter(state=CollectionState.REQUESTED).first()
        begun = waiting or Collection(connection=connection, stream=stream, requested_at=now)
        begun.state, begun.started_at = CollectionState.RUNNING, now
        try:
            begun.save()
        except IntegrityError as refusal:
            raise CollectionRunning(f"{connection}: {stream} is being collected.") from refusal
        return begun


def end_collection(collection: Collection, snapshot: Snapshot, entry_seq: int) -> Collection:
    """Write down how the reading went, and which entry holds what it brought."""
    collection.state = snapshot.state
    collection.ended_at = clock.now()
    collection.row_count = snapshot.row_count
    collection.gap_count = snapshot.gap_count
    collection.reason, collection.detail = snapshot.reason, snapshot.detail[:2000]
    collection.coverage = [
        {"what": seen.what, "expected": seen.expected, "seen": seen.seen} for seen in snapshot.coverage
    ]
    collection.entry_seq = entry_seq
    collection.save()
    return collection


def abandon_collection(collection: Collection, detail: str) -> None:
    """Say that a reading brought nothing that could be sealed, and why."""
    collection.state, collection.ended_at = CollectionState.ABANDONED, clock.now()
    collection.detail = detail[:2000]
    collection.save()
