"""Reads that cross rooms: which blobs the whole ledger speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attestry.evidence.models import Entry, Segment

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class Digests:
    """``required``: blobs without which evidence is lost. ``mentioned``: all that any entry names."""

    required: frozenset[str]
    mentioned: frozenset[str]


def referenced_digests() -> Digests:
    """The digests in segments and in the entries' own words."""
    required: set[str] = set()
    for rows, shape in Segment.objects.values_list("digest", "shape").iterator(chunk_size=5000):
        required.update((rows, shape))
    mentioned = set(required)
    for body in Entry.objects.values_list("body", flat=True).iterator(chunk_size=500):
        mentioned.update(_DIGEST.findall(body))
    return Digests(frozenset(required), frozenset(mentioned))
