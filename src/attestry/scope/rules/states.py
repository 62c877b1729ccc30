"""The state that a form was made from, as a digest, so that nobody overwrites what they have not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.kit.digest import canonical_json, sha256_hex


def state_digest(record: Mapping[str, Any]) -> str:
    """A digest of a record's values."""
    return sha256_hex(canonical_json(dict(record)))
