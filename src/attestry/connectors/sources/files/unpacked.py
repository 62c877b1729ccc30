"""Packed files: gzip is unpacked within bounds, everything else is refused by its first bytes."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from attestry.connectors.sources.files.refusals import THE_FILE, refused

MOST_TIMES_LARGER = 100
_FREE_BYTES = 10_000_000
_PIECE_BYTES = 1 << 20
_GZIP = b"\x1f\x8b"
_FOREIGN = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook; export it as CSV",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; export it as CSV",
    b"%PDF": "a PDF; a table has to be CSV, JSON, NDJSON or Parquet",
    b"BZh": "packed with bzip2; unpack it, or pack it with gzip",
    b"\xfd7zXZ": "packed with xz; unpack it, or pack it with gzip",
    b"7z\xbc\xaf": "a 7z archive; unpack it, or pack it with gzip",
    b"\x28\xb5\x2f\xfd": "packed with zstd; unpack it, or pack it with gzip",
}


def unpacked(path: Path, name: str, maximum_bytes: int) -> Path:
    """The path of the plain bytes: the same, or an unpacked neighbour.

    A gzip file may grow to ``maximum_bytes``, and beyond ten megabytes to at most a hundred times
    its own size. Raises Invalid beyond that, and for archives.
    """
    first = _first_bytes(path)
    _refuse_foreign(first, name)
    if not first.startswith(_GZIP):
        return path
    target = path.with_name(f"{path.name}-unpacked")
    most = min(maximum_bytes, max(_FREE_BYTES, path.stat().st_size * MOST_TIMES_LARGER))
    try:
        _unpack(path, target, name, most)
    except (gzip.BadGzipFile, EOFError, zlib.error) as refusal:
        raise refused(name, 1, THE_FILE, f"is a broken gzip file ({refusal})") from refusal
    first = _first_bytes(target)
    _refuse_foreign(first, name)
    if first.startswith(_GZIP) or not first:
        raise refused(name, 1, THE_FILE, "is packed twice, or holds nothing")
    return target


def _unpack(path: Path, target: Path, name: str, most: int) -> None:
    count = 0
    with gzip.open(path) as packed, target.open("wb") as stream:
        while piece := packed.read(_PIECE_BYTES):
            count += len(piece)
            if count > most:
                raise refused(name, 1, THE_FILE, f"unpacks to more than {most:,} bytes")
            stream.write(piece)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _refuse_foreign(first: bytes, name: str) -> None:
    for mark, what in _FOREIGN.items():
        if first.startswith(mark):
            raise refused(name, 1, THE_FILE, f"is {what}")
