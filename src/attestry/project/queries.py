"""Reads that cross rooms: which blobs the whole ledger speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from attestry.evidence.models import Entry, Stamp

_DIGEST = re.compile(r"[0-9a-f]{64}")
# The words of an entry's body under which it names bytes of the store.
_NAMES_BYTES = {"digest", "declared", "gaps_digest", "segment", "shape", "version"}


@dataclass(frozen=True, slots=True)
class Digests:
    """``required``: blobs without which evidence is lost. ``mentioned``: all that any entry names."""

    required: frozenset[str]
    mentioned: frozenset[str]


def referenced_digests() -> Digests:
    """The digests in the entries' own words, and the certificates kept with time stamps."""
    required = set(Stamp.objects.values_list("certificates", flat=True))
    mentioned = set(required)
    for body in Entry.objects.values_list("body", flat=True).iterator(chunk_size=500):
        mentioned.update(_DIGEST.findall(body))
        required.update(_named(orjson.loads(body)))
    return Digests(frozenset(required), frozenset(mentioned))


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, said in value.items():
            if key in _NAMES_BYTES and isinstance(said, str) and _DIGEST.fullmatch(said):
                yield said
            else:
                yield from _named(said)
    elif isinstance(value, list):
        for one in value:
            yield from _named(one)
