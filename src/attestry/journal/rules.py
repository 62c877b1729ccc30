"""Who acts, and how one journal entry is chained to the one before it.

The chain: ``hash = SHA-256(previous hash as hex || canonical JSON of the record)``, the first
previous hash being 64 zeros, so that an edit, a removal or a swap shows at its entry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from attestry.kit.digest import canonical_json

FIRST_PREVIOUS_HASH = "0" * 64
_HASH = re.compile("[0-9a-f]{64}")

ActorKind = Literal["user", "system", "operator"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks for an act: a signed-in user, the house itself, or the operator's shell."""

    kind: ActorKind
    key: str
    name: str
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Whether this actor holds the permission. The house and its operator hold all."""
        return self.kind != "user" or permission in self.permissions

    @classmethod
    def system(cls, part: str) -> Actor:
        """The house acting by itself; ``part`` says which part of it."""
        return cls(kind="system", key=f"system:{part}", name=f"Attestry ({part})")

    @classmethod
    def operator(cls, login: str) -> Actor:
        """Somebody with a shell on this machine."""
        return cls(kind="operator", key=f"operator:{login}", name=f"{login} at the command line")


def entry_hash(previous_hash: str, record: dict[str, Any]) -> str:
    """The hash of a record that follows ``previous_hash``: 64 lower-case hex digits."""
    return hashlib.sha256(previous_hash.encode("ascii") + canonical_json(record)).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainedRecord:
    """One line of an exported journal."""

    record: dict[str, Any]
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    position: int
    reason: str


def withheld_line(line: ChainedRecord) -> dict[str, Any]:
    """A line whose record is not told: its number and its place in the chain."""
    return {
        "seq": line.record["seq"],
        "previous_hash": line.previous_hash,
        "hash": line.hash,
        "withheld": True,
    }


def is_withheld_line(said: dict[str, Any]) -> bool:
    """Whether an exported line is one whose record is not told, and says nothing besides."""
    return (
        set(said) == {"seq", "previous_hash", "hash", "withheld"}
        and said["withheld"] is True
        and _HASH.fullmatch(said["hash"]) is not None
    )


def first_break(chain: Iterable[ChainedRecord], *, previous_hash: str = FIRST_PREVIOUS_HASH) -> Break | None:
    """Where the chain first fails to hold, counting from 1; None where it holds throughout."""
    for position, line in enumerate(chain, start=1):
        if line.previous_hash != previous_hash:
            return Break(position, "an entry before this one was removed, added or re-ordered")
        if entry_hash(previous_hash, line.record) != line.hash:
            return Break(position, "this entry was changed after it was written")
        previous_hash = line.hash
    return None
