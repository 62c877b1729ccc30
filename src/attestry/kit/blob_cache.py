"""Copies on this disk of blobs that are kept elsewhere: bounded, and believed only by their digest."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from attestry.kit.blobs import digest_at, disk_refusal
from attestry.kit.digest import file_sha256_hex

IN_USE_SECONDS = 60 * 60.0
_TOUCHED_EVERY_SECONDS = 10 * 60.0
_LEFT_SHARE = 0.8
_LOOKED_AT_SHARE = 1 / 16

# What tells that a file is still the one whose bytes were digested: device, place, size, both instants.
_Mark = tuple[int, int, int, int, int]


class BlobCache:
    """A folder of copies. A copy is digested when a process first uses it, and whenever its file changed.

    Past ``limit_bytes`` the copies that were not used for longest are dropped, but none that was
    used within the hour: a question may still be reading it.
    """

    def __init__(self, root: Path, limit_bytes: int) -> None:
        self.root = root
        self.limit_bytes = limit_bytes
        self._checked: dict[str, _Mark] = {}
        self._added_bytes = limit_bytes

    def path(self, digest: str) -> Path:
        """Where the copy lies, or would lie."""
        return self.root / digest[:2] / digest[2:]

    def held(self, digest: str) -> Path | None:
        """The copy; None where there is none. One that is not what it should be is dropped."""
        path = self.path(digest)
        try:
            found = path.stat()
            if self._checked.get(digest) != _mark(found):
                if file_sha256_hex(path) != digest:
                    path.unlink(missing_ok=True)
                    return None
                self._checked[digest] = _mark(found)
            self._touch(digest, path, found)
        except FileNotFoundError:
            return None
        return path

    def keep(self, digest: str, source: Path) -> Path:
        """Move a file in whose bytes were digested on their way; raises Unavailable."""
        path = self.path(digest)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            source.replace(path)
            found = path.stat()
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        self._checked[digest] = _mark(found)
        self._added_bytes += found.st_size
        if self._added_bytes > self.limit_bytes * _LOOKED_AT_SHARE:
            self._added_bytes = 0
            self._make_room()
        return path

    def _touch(self, digest: str, path: Path, found: os.stat_result) -> None:
        if time.time() - found.st_atime > _TOUCHED_EVERY_SECONDS:
            os.utime(path, ns=(time.time_ns(), found.st_mtime_ns))
            self._checked[digest] = _mark(path.stat())

    def _make_room(self) -> None:
        copies = sorted(self._copies())
        total = sum(size for _, size, _ in copies)
        if total <= self.limit_bytes:
            return
        idle_since = time.time() - IN_USE_SECONDS
        for used_at, size, path in copies:
            if used_at > idle_since or total <= self.limit_bytes * _LEFT_SHARE:
                return
            path.unlink(missing_ok=True)
            self._checked.pop(digest_at(path), None)
            total -= size

    def _copies(self) -> Iterator[tuple[float, int, Path]]:
        """When each was last used, its size, its place; half-written files are among them."""
        for path in (*self.root.glob("[0-9a-f][0-9a-f]/*"), *self.root.glob("tmp-*")):
            try:
                found = path.stat()
            except FileNotFoundError:  # another process made room
                continue
            yield found.st_atime, found.st_size, path


def _mark(found: os.stat_result) -> _Mark:
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
