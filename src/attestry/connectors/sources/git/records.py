"""NUL-ended records out of a byte stream, each held in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_READ_BYTES = 1 << 16
KEPT_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Record:
    """One record; where it was longer than twice ``KEPT_BYTES`` its middle was cut out."""

    data: bytes
    is_cut: bool = False


def nul_records(stream: IO[bytes]) -> Iterator[Record]:
    """The records of ``stream`` in order; what follows the last NUL is a record where not empty."""
    pending, is_cut = b"", False
    while chunk := stream.read(_READ_BYTES):
        *finished, rest = chunk.split(b"\0")
        for piece in finished:
            yield _record(pending + piece, is_cut=is_cut)
            pending, is_cut = b"", False
        pending += rest
        if len(pending) > 4 * KEPT_BYTES:
            pending, is_cut = pending[:KEPT_BYTES] + pending[-KEPT_BYTES:], True
    if pending:
        yield _record(pending, is_cut=is_cut)


def _record(data: bytes, *, is_cut: bool) -> Record:
    if len(data) <= 2 * KEPT_BYTES:
        return Record(data, is_cut)
    return Record(data[:KEPT_BYTES] + data[-KEPT_BYTES:], is_cut=True)
