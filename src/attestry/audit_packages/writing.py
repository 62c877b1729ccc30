"""Writing a package: member after member into a draft, which goes on where a killed one stopped.

The draft lies beside the file and takes its name when the last byte is on the disk. Members come
in a fixed order, so what a draft already holds is checked against what belongs there and kept;
from the first difference on it is written anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

from attestry.audit_packages.errors import PackageExists
from attestry.audit_packages.rules import container, layout
from attestry.audit_packages.rules.container import Member
from attestry.kit import file_lock
from attestry.kit.blobs import disk_refusal

_CHUNK_BYTES = 1 << 20
Sign = Callable[[str], str]


class PackageWriter:
    """One package being written. As a context: leaves a draft behind where the work was interrupted."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._draft = target.with_name(f".{target.name}.part")
        self._members: list[Member] = []
        self._end = 0
        self._is_kept, self._short = True, 0

    def __enter__(self) -> Self:
        if self._target.exists():
            raise PackageExists(
                f"{self._target} exists.", next_step="Name a file that does not exist yet, or move it away."
            )
        busy = f"{self._target} is being written by another process."
        with ExitStack() as opened:
            try:
                opened.enter_context(file_lock.held(self._draft, busy=busy))
                self._draft.chmod(0o600)
                self._file = opened.enter_context(self._draft.open("rb+"))
            except OSError as refusal:
                raise disk_refusal(refusal) from refusal
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        self._opened.close()

    def add_bytes(self, name: str, data: bytes) -> None:
        """Write a member. Raises Unavailable where the disk refuses."""
        self._begin(name, len(data))
        kept = self._kept(len(data))
        if kept is None or kept != data:
            self._write(data)
        self._close(name, len(data), hashlib.sha256(data).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        """Copy a file in as a member. Raises Unavailable where the disk refuses."""
        try:
            with path.open("rb") as source:
                size = os.fstat(source.fileno()).st_size
                self._begin(name, size)
                self._close(name, size, self._copied(source))
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal

    def close(self, origin: str, sign: Sign) -> Member:
        """Write manifest and seal, bring all to the disk, and give the file its name; answers the seal."""
        manifest = layout.manifest(self._members)
        self.add_bytes(layout.MANIFEST, manifest)
        self.add_bytes(layout.SEAL, sign(layout.seal_text(origin, manifest, self._end)).encode())
        try:
            self._file.write(container.END)
            self._file.truncate()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._draft.replace(self._target)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        return self._members[-1]

    def _begin(self, name: str, size: int) -> None:
        head = container.header(name, size)
        kept = self._kept(len(head))
        if kept != head:
            self._write(head)

    def _close(self, name: str, size: int, digest: str) -> None:
        zeros = container.padding(size)
        if zeros and self._kept(len(zeros)) != zeros:
            self._write(zeros)
        self._members.append(Member(name, size, digest))
        self._end = self._file.tell()

    def _copied(self, source: BinaryIO) -> str:
        digest = hashlib.sha256()
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            if self._kept(len(chunk)) != chunk:
                self._write(chunk)
        return digest.hexdigest()

    def _kept(self, size: int) -> bytes | None:
        """What the draft holds here, where it goes on from an earlier one; leaves the place behind it."""
        if not self._is_kept:
            return None
        found = self._file.read(size)
        self._short = len(found)
        return found

    def _write(self, data: bytes) -> None:
        """Write where the draft holds something else; all behind it is not trusted any more."""
        try:
            if self._is_kept:
                self._is_kept = False
                self._file.seek(-self._short, os.SEEK_CUR)
                self._file.truncate()
            self._file.write(data)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
