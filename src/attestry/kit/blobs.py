"""The content-addressed store: bytes under their own SHA-256, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from attestry.kit.digest import file_sha256_hex, sha256_hex
from attestry.kit.errors import NotFound, Unavailable

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Store:
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
            raise NotFound(
                f"The sealed bytes {digest} are missing from the store.",
                next_step="Restore them from a backup; until then what rests on them cannot be shown.",
            )
        return path

    def read(self, digest: str) -> bytes:
        """The bytes. Raises NotFound where they are missing."""
        return self.existing_path(digest).read_bytes()

    def put(self, data: bytes) -> str:
        """Keep the bytes; answers their digest. Raises Unavailable where the disk is full."""
        digest = sha256_hex(data)
        if not self.has(digest):
            with _written(self.root) as stream:
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
        digest, size = hashlib.sha256(), 0
        with _written(self.root) as target:
            while chunk := source.read(_CHUNK_BYTES):
                size += len(chunk)
                if size > limit_bytes:
                    raise Unavailable(
                        f"The file is larger than {limit_bytes // (1 << 20)} MB.",
                        next_step="Hand in a smaller file, or raise the limit in the settings.",
                    )
                digest.update(chunk)
                target.write(chunk)
            if not self.has(digest.hexdigest()):
                self._land(target, digest.hexdigest())
        return digest.hexdigest(), size

    def digests(self) -> Iterator[str]:
        """Every blob that is here, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                yield folder.name + path.name

    def _land(self, stream: _Landing, digest: str) -> None:
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


class _Landing:
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

    def sync(self) -> None:
        """Bring the bytes to the disk."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal

    def __enter__(self) -> _Landing:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._file.close()
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        finally:
            self.path.unlink(missing_ok=True)


def _written(root: Path) -> _Landing:
    try:
        return _Landing(root)
    except OSError as refusal:
        raise disk_refusal(refusal) from refusal


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
