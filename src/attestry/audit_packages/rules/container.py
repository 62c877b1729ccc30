"""The container of a package: a tar archive with one way to write each member (POSIX ustar).

Every member's header follows from its name and size alone and its padding is zeros, so that no
bit of the file is free: whoever knows the names, sizes and digests knows every byte.
"""

from __future__ import annotations

import re
import tarfile
from dataclasses import dataclass

BLOCK_BYTES = 512
LARGEST_BYTES = 8 * (1 << 30) - 1
END = bytes(2 * BLOCK_BYTES)
NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package. ``digest`` is the SHA-256 of its bytes as lower-case hex."""

    name: str
    size: int
    digest: str


def header(name: str, size: int) -> bytes:
    """The 512 bytes before a member's own. Raises ValueError where no member may be called or sized so."""
    if not is_plain_name(name):
        raise ValueError(f"{name!r} is no name of a member")
    if not 0 <= size <= LARGEST_BYTES:
        raise ValueError(f"{name} has {size} bytes; a member holds at most {LARGEST_BYTES}")
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o444
    return info.tobuf(tarfile.USTAR_FORMAT)


def is_plain_name(name: str) -> bool:
    """Whether a name stays inside the folder that it is read into: no root, no step up, no oddity."""
    if not 0 < len(name) <= NAME_LIMIT or name.startswith("/") or not name.isascii():
        return False
    parts = name.split("/")
    return all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", part) and ".." not in part for part in parts)


def padding(size: int) -> bytes:
    """The zeros between a member's last byte and the next header."""
    return bytes(-size % BLOCK_BYTES)


def room_of(size: int) -> int:
    """How many bytes a member of that size takes in the file, header and padding included."""
    return BLOCK_BYTES + size + (-size % BLOCK_BYTES)


def read_header(block: bytes) -> tuple[str, int]:
    """The name and size that a header says. Raises ValueError where it is not the one way to say so."""
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError) as refusal:
        raise ValueError(f"no header of a member: {refusal}") from refusal
    if header(info.name, info.size) != block:
        raise ValueError(f"{info.name}: its header is not written as a package writes it")
    return info.name, info.size
