"""A private copy of the one file named: opened without following links, hashed as it is copied.

Everything after this reads the copy, so that the digest in the provenance is the digest of
the very bytes that were read, whoever writes to the original meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from attestry.connectors.rules.observation import Reason, Session, SourceUnavailable
from attestry.connectors.sources.files.handed_in import HandedIn
from attestry.connectors.sources.files.refusals import THE_FILE, refused

_PIECE_BYTES = 1 << 20
_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy, with what is known of the original."""

    path: Path
    sha256: str
    size_bytes: int
    changed_at: datetime


def copied(handed_in: HandedIn, session: Session, target: Path) -> Copy:
    """The file's bytes at ``target``.

    Raises Invalid where it is not a plain file, too large or empty, and SourceUnavailable where it
    is missing, may not be read, is older than the settings allow, or changes meanwhile.
    """
    descriptor = _opened(handed_in)
    try:
        before = os.fstat(descriptor)
        _check(handed_in, before, session.now)
        digest = _copy(descriptor, target, before.st_size, session)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if digest is None or _version(before) != _version(after):
        raise SourceUnavailable(Reason.INCOMPLETE, f"{handed_in.name} changed while it was read")
    return Copy(target, digest, before.st_size, _changed_at(before))


def _opened(handed_in: HandedIn) -> int:
    name = handed_in.name
    try:
        return _walked(handed_in)
    except FileNotFoundError as refusal:
        raise SourceUnavailable(Reason.UNREACHABLE, f"{name} is not in its folder") from refusal
    except PermissionError as refusal:
        raise SourceUnavailable(Reason.PERMISSION, f"{name} may not be read by this user") from refusal
    except OSError as refusal:
        reason = f"is a link, or not a plain file in plain folders ({refusal.strerror})"
        raise refused(name, 1, THE_FILE, reason) from refusal


def _walked(handed_in: HandedIn) -> int:
    """Open folder by folder below the given one; a link at any step is an OSError."""
    held = os.open(handed_in.folder, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    for part in handed_in.parts[:-1]:
        try:
            inner = os.open(part, _OPEN | os.O_DIRECTORY, dir_fd=held)
        finally:
            os.close(held)
        held = inner
    try:
        return os.open(handed_in.name, _OPEN, dir_fd=held)
    finally:
        os.close(held)


def _check(handed_in: HandedIn, found: os.stat_result, now: datetime) -> None:
    name = handed_in.name
    if not stat.S_ISREG(found.st_mode):
        raise refused(name, 1, THE_FILE, "is a folder, device or pipe, not a plain file")
    if found.st_size == 0:
        raise refused(name, 1, THE_FILE, "is empty")
    if found.st_size > handed_in.maximum_bytes:
        reason = f"has {found.st_size:,} bytes; at most {handed_in.maximum_bytes:,} are read"
        raise refused(name, 1, THE_FILE, reason)
    if now - _changed_at(found) > handed_in.maximum_age:
        raise SourceUnavailable(
            Reason.STALE,
            f"{name} was last changed on {_changed_at(found):%Y-%m-%d}, "
            f"more than {handed_in.maximum_age.days} days ago",
        )


def _copy(descriptor: int, target: Path, size: int, session: Session) -> str | None:
    """Copy ``size`` bytes; their digest, or None where the file ended before or goes on after."""
    digest, count = hashlib.sha256(), 0
    with target.open("wb") as stream:
        while count <= size and (piece := _piece(descriptor)):
            digest.update(piece)
            stream.write(piece)
            count += len(piece)
            session.progress(f"copied {count:,} of {size:,} bytes")
    return digest.hexdigest() if count == size else None


def _piece(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _PIECE_BYTES)
    except OSError as refusal:
        raise SourceUnavailable(Reason.UNREACHABLE, f"reading broke off: {refusal.strerror}") from refusal


def _version(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _changed_at(found: os.stat_result) -> datetime:
    return datetime.fromtimestamp(found.st_mtime, UTC)
