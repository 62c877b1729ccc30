"""What the firm writes, as the journal may hold it: a salted digest, and never the words.

Management reads the journal. The salt, which nobody chose, keeps a short answer such as a verdict from
being found by trying; words and salt stand in the tables of the firm's side, where the digest stands too.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestry.kit.digest import canonical_json, sha256_hex

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Commitment:
    """A salt of 32 hex digits, and the digest of salt and words: 64 hex digits."""

    salt: str
    digest: str


def committed(said: Mapping[str, Any]) -> Commitment:
    """Commit to what is said, with a salt of its own."""
    salt = secrets.token_hex(_SALT_BYTES)
    return Commitment(salt, commitment_digest(salt, said))


def commitment_digest(salt: str, said: Mapping[str, Any]) -> str:
    """SHA-256 over the salt's hex digits and the canonical JSON (RFC 8785) of what is said."""
    return sha256_hex(salt.encode("ascii") + canonical_json(dict(said)))
