"""Digests that commit to words without giving them away: nobody finds short words by trying them all.

What stands in a public record is the digest; words and salt stay where they are kept, and whoever is
shown both can check the record (a hash commitment: SHA-256 over canonical JSON, RFC 8785).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from attestry.kit.digest import canonical_json, sha256_hex

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Committed:
    """A digest, and the salt that it was made with: 32 hex digits."""

    salt: str
    digest: str


def committed(said: Any) -> Committed:
    """Commit to what is said, a JSON value, under a new salt."""
    salt = secrets.token_hex(_SALT_BYTES)
    return Committed(salt, commitment(said, salt))


def commitment(said: Any, salt: str) -> str:
    """The digest of what is said under a salt, for whoever checks one."""
    return sha256_hex(canonical_json({"salt": salt, "said": said}))
