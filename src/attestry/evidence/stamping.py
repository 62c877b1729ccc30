"""Getting a checkpoint stamped: ask the authority, then keep what it answered or why it did not.

Called by this room's actions; asking takes seconds, so it happens outside of any transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attestry.evidence.authority import Authority
from attestry.evidence.models import Checkpoint, Stamp, StampAttempt
from attestry.evidence.queries import store
from attestry.journal.acts import record
from attestry.kit import clock, timestamp_request
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken, Unavailable
from attestry.kit.timestamps import StampFacts, verify


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking once: ``facts`` of a stamp that holds, or the ``refusal`` in words."""

    checkpoint: Checkpoint
    authority: Authority
    at: datetime
    answer: bytes = b""
    facts: StampFacts | None = None
    certificates: str = ""
    refusal: str = ""


def ask(authority: Authority, checkpoint: Checkpoint) -> Asked:
    """Ask the authority for a stamp over the checkpoint's signed note, and check what it answers.

    The certificates that checking it takes are in the store afterwards. Raises Unavailable where
    they cannot be kept.
    """
    message, at = checkpoint.note.encode(), clock.now()
    request = timestamp_request.request(message)
    try:
        answer = timestamp_request.post(authority.address, request.as_bytes())
        facts = verify(answer, message, authority.trust, nonce=request.nonce)
    except (Unavailable, Broken) as refusal:
        return Asked(checkpoint, authority, at, refusal=refusal.message)
    return Asked(checkpoint, authority, at, answer, facts, store().put(authority.trust.pem(facts.root)))


def keep(asked: Asked) -> Stamp | StampAttempt:
    """Keep the stamp, naming the certificates that checking it takes, or the attempt that brought none."""
    if asked.facts is None:
        return StampAttempt.objects.create(
            checkpoint=asked.checkpoint,
            authority=asked.authority.address,
            at=asked.at,
            refusal=asked.refusal,
        )
    made = Stamp.objects.create(
        checkpoint=asked.checkpoint,
        authority=asked.authority.address,
        answer=asked.answer,
        certificates=asked.certificates,
        stamped_at=asked.facts.gen_time,
        recorded_at=clock.now(),
    )
    record(f"checkpoint:{asked.checkpoint.size}", after=said_of(made, asked.facts))
    return made


def said_of(stamp: Stamp, facts: StampFacts) -> dict[str, str]:
    """What the journal says of a stamp, so that a later change or removal shows."""
    return {
        "stamp": sha256_hex(bytes(stamp.answer)),
        "certificates": stamp.certificates,
        "authority": facts.authority,
        "stamped_at": clock.to_text(stamp.stamped_at),
    }
