"""Bytes to letters: one encoding, told by the settings, and the exact byte where it breaks."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from attestry.connectors.sources.files.refusals import THE_FILE, refused
from attestry.kit.errors import Invalid

LONGEST_LINE_BYTES = 1 << 20
_PIECE_BYTES = 1 << 18
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def lines(path: Path, name: str, encoding: str) -> Iterator[str]:
    """The text's lines with their ends. Raises Invalid at the first line that cannot be one."""
    with path.open("rb") as stream:
        number, offset = 0, _after_mark(stream, name)
        while raw := stream.readline(LONGEST_LINE_BYTES + 1):
            number += 1
            if len(raw) > LONGEST_LINE_BYTES:
                raise refused(name, number, THE_FILE, f"is longer than {LONGEST_LINE_BYTES:,} bytes")
            if b"\x00" in raw:
                raise refused(
                    name, number, THE_FILE, f"byte {offset + raw.index(0)} is NUL; this is not text"
                )
            try:
                yield raw.decode(encoding)
            except UnicodeDecodeError as refusal:
                raise _not_text(name, number, encoding, offset + refusal.start) from refusal
            offset += len(raw)


def pieces(path: Path, name: str, encoding: str) -> Iterator[str]:
    """The text in pieces of some 256 kB, cut anywhere between letters."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        number, offset = 1, _after_mark(stream, name)
        raw = b"-"
        while raw:
            raw = stream.read(_PIECE_BYTES)
            offset += len(raw)
            try:
                text = decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as refusal:
                number += refusal.object[: refusal.start].count(b"\n")
                start = offset - len(refusal.object) + refusal.start
                raise _not_text(name, number, encoding, start) from refusal
            number += text.count("\n")
            yield text


def _after_mark(stream: BinaryIO, name: str) -> int:
    """Skip a UTF-8 byte order mark; the offset at which the text begins."""
    first = stream.read(4)
    if first.startswith(_WIDE_MARKS):
        raise refused(name, 1, THE_FILE, "is UTF-16 or UTF-32; save it as UTF-8")
    offset = len(codecs.BOM_UTF8) if first.startswith(codecs.BOM_UTF8) else 0
    stream.seek(offset)
    return offset


def _not_text(name: str, line: int, encoding: str, offset: int) -> Invalid:
    return refused(name, line, THE_FILE, f"byte {offset} is not {encoding}")
