"""Appending to the ledger: one line more, never one changed; and signing the root over them.

Called by this room's actions inside their transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError

from attestry.evidence.errors import ClockWentBackwards, StreamMovedOn
from attestry.evidence.models import Checkpoint, Entry
from attestry.evidence.rules.checkpoint import CheckpointText
from attestry.journal import queries as journal
from attestry.kit import clock, merkle
from attestry.kit.digest import canonical_json
from attestry.kit.signed_note import Signer, signer

FORGIVEN = timedelta(seconds=2)


def next_recorded_at() -> tuple[int, datetime]:
    """The number of the next entry and the instant it is recorded at.

    Raises ClockWentBackwards where the clock is behind the last entry by more than a moment.
    """
    last = Entry.objects.order_by("-seq").only("seq", "recorded_at").first()
    now = clock.now()
    if last is None:
        return 0, now
    if now < last.recorded_at - FORGIVEN:
        raise ClockWentBackwards(
            f"The clock shows {clock.to_text(now)}, but entry {last.seq} was recorded at "
            f"{clock.to_text(last.recorded_at)}.",
            next_step="Set the machine's clock right and run the command again; nothing was lost.",
        )
    return last.seq + 1, max(now, last.recorded_at)


def append(entry: Entry, said: dict[str, Any]) -> Entry:
    """Write ``entry`` as the next line, its body being ``said`` with number and instants added.

    Raises ClockWentBackwards; StreamMovedOn where another process appended to the stream first.
    """
    entry.seq, entry.recorded_at = next_recorded_at()
    whole = {
        "v": 1,
        "kind": entry.kind,
        "seq": entry.seq,
        "ordinal": entry.ordinal,
        "stream": entry.stream,
        "title": entry.title,
        "state": entry.state,
        "rows": entry.row_count,
        "observed_at": clock.to_text(entry.observed_at),
        "recorded_at": clock.to_text(entry.recorded_at),
        "period_from": clock.to_text(entry.period_from) if entry.period_from else None,
        "period_until": clock.to_text(entry.period_until) if entry.period_until else None,
        **({"simulated": True} if clock.is_simulated() else {}),
        **said,
    }
    data = canonical_json(whole)
    entry.body = data.decode()
    entry.leaf_hash = merkle.leaf_hash(data).hex()
    try:
        entry.save(force_insert=True)
    except IntegrityError as refusal:
        raise StreamMovedOn(
            f"Another process appended to {entry.title} in the meantime.",
            next_step="Nothing is lost; the next run compares with what is there now.",
        ) from refusal
    return entry


def ledger_signer() -> Signer:
    """The key that signs this home's checkpoints."""
    return signer(settings.HOME.keys, "ledger")


def sign_root() -> Checkpoint | None:
    """Sign the root over all entries; None where nothing was appended since the last time."""
    last = Checkpoint.objects.order_by("-size").first()
    frontier = _frontier(last)
    since = Entry.objects.filter(seq__gte=frontier.size).order_by("seq").values_list("leaf_hash", flat=True)
    for leaf in since.iterator(chunk_size=5000):
        frontier.append(bytes.fromhex(leaf))
    if (last is not None and frontier.size == last.size) or frontier.size == 0:
        return None
    key = ledger_signer()
    journal_seq, journal_hash = journal.head()
    now = clock.now()
    text = CheckpointText(
        key.verifier.name, frontier.size, frontier.root(), journal_seq, journal_hash, clock.to_text(now)
    )
    return Checkpoint.objects.create(
        size=frontier.size,
        root=frontier.root().hex(),
        signed_at=now,
        note=key.sign(text.written()),
        frontier=[[height, digest.hex()] for height, digest in frontier.subtrees],
    )


def _frontier(last: Checkpoint | None) -> merkle.Frontier:
    if last is None:
        return merkle.Frontier()
    return merkle.Frontier(last.size, [(height, bytes.fromhex(digest)) for height, digest in last.frontier])
