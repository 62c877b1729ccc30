"""The content-addressed store: bytes under their own SHA-256, written whole or not at all.

Its one face, and the store that is a folder. The one that is a bucket: ``kit.object_store``.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from attestry.kit.digest import file_sha256_hex, sha256_hex
from attestry.kit.errors import NotFound, Unavailable

_CHUNK_BYTES = 1 << 20


class Condition(StrEnum):
    """What is found where a digest's bytes should be. ``HIDDEN``: sound, under a version laid over them."""

    SOUND = "sound"
    MISSING = "missing"
    CHANGED = "changed"
    HIDDEN = "hidden"


class Store(Protocol):
    """Where blobs are kept. Whatever a method raises, no blob is there half."""

    def path(self, digest: str) -> Path:
        """Where the blob's file lies, or would lie once it is asked for."""

    def has(self, digest: str) -> bool:
        """Whether the blob is kept."""

    def existing_path(self, digest: str) -> Path:
        """A file that holds the blob. Raises NotFound, Broken where the bytes are others, Unavailable."""

    def bring(self, paths: Iterable[Path]) -> None:
        """See that the blobs of these paths lie there; raises as ``existing_path`` does."""

    def read(self, digest: str) -> bytes:
        """The bytes; raises as ``existing_path`` does."""

    def examine(self, digest: str) -> Condition:
        """What is kept, read again to its last byte. Raises Unavailable where that cannot be done."""

    def examine_all(self, digests: Iterable[str]) -> Iterator[Condition]:
        """The same of many, in their order, several at a time where that is quicker."""

    def put(self, data: bytes) -> str:
        """Keep the bytes; answers their digest. Raises Unavailable where they cannot be kept."""

    def put_file(self, source: Path) -> str:
        """Keep a finished file and take it away; answers its digest. Raises Unavailable."""

    def put_stream(self, source: BinaryIO, *, limit_bytes: int) -> tuple[str, int]:
        """Keep a stream's bytes; answers digest and size. Raises Unavailable, also past the limit."""

    def digests(self) -> Iterator[str]:
        """Every blob that is kept, in order."""


def digest_at(path: Path) -> str:
    """The digest of the blob whose path this is."""
    return path.parent.name + path.name


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of blobs. A blob appears by a rename after its bytes reached the disk."""

    root: Path

    def path(self, digest: str) -> Path:
        """Where the blob of this digest lies, or would lie."""
        return self.root / digest[:2] / digest[2:]

    def has(self, digest: str) -> bool:
        """Whether the blob is here."""
        return self.path(digest).is_file()

    def existing_path(self, digest: str) -> Path:
        """Where the blob lies. Raises NotFound where it does not."""
        path = self.path(digest)
        if not path.is_file():
            raise missing(digest)
        return path

    def bring(self, paths: Iterable[Path]) -> None:
        """See that these blobs are here. Raises NotFound."""
        for path in paths:
            self.existing_path(digest_at(path))

    def examine(self, digest: str) -> Condition:
        """What lies here, read again to its last byte."""
        path = self.path(digest)
        if not path.is_file():
            return Condition.MISSING
        return Condition.SOUND if file_sha256_hex(path) == digest else Condition.CHANGED

    def examine_all(self, digests: Iterable[str]) -> Iterator[Condition]:
        """The same of many: one after the other, for a disk is quicker than a thread."""
        return map(self.examine, digests)

    def read(self, digest: str) -> bytes:
        """The bytes. Raises NotFound where they are missing."""
        return self.existing_path(digest).read_bytes()

    def put(self, data: bytes) -> str:
        """Keep the bytes; answers their digest. Raises Unavailable where the disk is full."""
        digest = sha256_hex(data)
        if not self.has(digest):
            with landing(self.root) as stream:
                stream.write(data)
                self._land(stream, digest)
        return digest

    def put_file(self, source: Path) -> str:
        """Move a finished file of this disk in; answers its digest. The source is gone afterwards.

        Raises Unavailable where the disk refuses.
        """
        try:
            digest = file_sha256_hex(source)
            if self.has(digest):
                source.unlink()
                return digest
            with source.open("rb+") as stream:
                os.fsync(stream.fileno())
            self._rename(source, digest)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        return digest

    def put_stream(self, source: BinaryIO, *, limit_bytes: int) -> tuple[str, int]:
        """Keep a stream's bytes; answers digest and size. Raises Unavailable past the limit."""
        with landing(self.root) as target:
            digest, size = target.write_all(source, limit_bytes=limit_bytes)
            if not self.has(digest):
                self._land(target, digest)
        return digest, size

    def digests(self) -> Iterator[str]:
        """Every blob that is here, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                yield folder.name + path.name

    def _land(self, stream: Landing, digest: str) -> None:
        stream.sync()
        try:
            self._rename(stream.path, digest)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal

    def _rename(self, source: Path, digest: str) -> None:
        target = self.path(digest)
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(self.root)
        source.replace(target)
        _sync_folder(target.parent)


class Landing:
    """A temporary file in the store that either lands under its digest or leaves nothing."""

    def __init__(self, root: Path) -> None:
        descriptor, name = tempfile.mkstemp(prefix="tmp-", dir=root)
        self._file = os.fdopen(descriptor, "wb")
        self.path = Path(name)

    def write(self, data: bytes) -> None:
        """Write, turning a full disk into a refusal a person can act on."""
        try:
            self._file.write(data)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal

    def empty(self) -> None:
        """Forget what was written."""
        try:
            self._file.seek(0)
            self._file.truncate()
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal

    def write_all(self, source: BinaryIO, *, limit_bytes: int) -> tuple[str, int]:
        """Write a stream to its end; answers digest and size. Raises Unavailable past the limit."""
        digest, size = hashlib.sha256(), 0
        while chunk := source.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > limit_bytes:
                raise Unavailable(
                    f"The file is larger than {limit_bytes // (1 << 20)} MB.",
                    next_step="Hand in a smaller file, or raise the limit in the settings.",
                )
            digest.update(chunk)
            self.write(chunk)
        return digest.hexdigest(), size

    def sync(self) -> None:
        """Bring the bytes to the disk."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal

    def __enter__(self) -> Landing:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._file.close()
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        finally:
            self.path.unlink(missing_ok=True)


def landing(root: Path) -> Landing:
    """A temporary file in ``root``, gone after the block unless it was moved."""
    try:
        return Landing(root)
    except OSError as refusal:
        raise disk_refusal(refusal) from refusal


def missing(digest: str) -> NotFound:
    """The refusal for bytes that should be kept and are not."""
    return NotFound(
        f"The sealed bytes {digest} are missing from the store.",
        next_step="Restore them from a backup; until then what rests on them cannot be shown.",
    )


def disk_refusal(refusal: OSError) -> Unavailable:
    """A disk's refusal as an error that says what to do."""
    if refusal.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Unavailable(
            "The disk that holds the home is full.",
            next_step="Free some space and run the command again; nothing was half-written.",
            code="DiskFull",
        )
    return Unavailable(
        f"The disk refused: {refusal.strerror}.", next_step="Check the disk that holds the home."
    )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
