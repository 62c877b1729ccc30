"""SHA-256 digests and the canonical JSON they are taken over (FIPS 180-4, RFC 8785)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import orjson
import rfc8785

_CHUNK_BYTES = 1 << 20


def sha256_hex(data: bytes) -> str:
    """The digest of ``data``, 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def file_sha256_hex(path: Path) -> str:
    """The digest of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def canonical_json(value: Any) -> bytes:
    """The RFC 8785 form of a JSON value: one text, whoever writes it.

    orjson with sorted keys gives the same bytes for values without floats and with ASCII
    keys, and is a hundred times faster; everything else goes through the reference library.
    """
    if _is_plain(value):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-(2**53) < value < 2**53)
    if kind is dict:
        return all(type(key) is str and key.isascii() and _is_plain(item) for key, item in value.items())
    if kind is list or kind is tuple:
        return all(_is_plain(item) for item in value)
    return False
