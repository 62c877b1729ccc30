"""The content-addressed store as a locked bucket, with copies on this disk of what is being read.

An engine that may not use the network reads files, so what is asked for is fetched, digested on its
way and put into the cache. What a version was laid over is found beneath it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from attestry.kit.blob_cache import BlobCache
from attestry.kit.blobs import Condition, digest_at, disk_refusal, landing, missing
from attestry.kit.digest import file_sha256_hex, sha256_hex
from attestry.kit.errors import Broken
from attestry.kit.locked_bucket import CALLS_IN_FLIGHT, Held, LockedBucket, Place
from attestry.kit.side_by_side import side_by_side

_REMEMBERED_SECONDS = 60 * 60.0
_TRIES = 2


class ObjectStore:
    """Blobs as objects of one bucket, each locked when it is written and when it is sealed again."""

    def __init__(self, place: Place, cache: BlobCache) -> None:
        self.place = place
        self._bucket = LockedBucket(place)
        self._cache = cache
        self._is_locked = False
        # What this process lately saw in the bucket under a long enough lock.
        self._seen: dict[str, float] = {}

    def refuse_unlocked(self) -> None:
        """Raises Invalid where the bucket locks nothing, Unavailable where it does not answer."""
        self._bucket.refuse_unlocked()

    def path(self, digest: str) -> Path:
        """Where the copy on this disk lies, or would lie."""
        return self._cache.path(digest)

    def has(self, digest: str) -> bool:
        """Whether the bucket says that it keeps the blob."""
        held = self._bucket.head(digest)
        return held is not None and self._is_right(digest, held)

    def existing_path(self, digest: str) -> Path:
        """A copy on this disk, fetched where there is none."""
        return self._cache.held(digest) or self._fetched(digest)

    def bring(self, paths: Iterable[Path]) -> None:
        """Fetch what is not here, several at a time."""
        wanted = [digest_at(path) for path in paths]
        if len(wanted) == 1:
            self.existing_path(wanted[0])
        elif wanted:
            for _ in side_by_side(self.existing_path, wanted, threads=CALLS_IN_FLIGHT):
                pass

    def read(self, digest: str) -> bytes:
        """The bytes."""
        return self.existing_path(digest).read_bytes()

    def examine(self, digest: str) -> Condition:
        """What the bucket keeps, read from it to the last byte; no copy on this disk is believed."""
        newest = self._digest_of(digest)
        if newest == digest:
            return Condition.SOUND
        if any(self._digest_of(digest, version) == digest for version in self._bucket.versions(digest)):
            return Condition.HIDDEN
        return Condition.MISSING if newest is None else Condition.CHANGED

    def examine_all(self, digests: Iterable[str]) -> Iterator[Condition]:
        """The same of many, eight at a time."""
        return side_by_side(self.examine, digests, threads=CALLS_IN_FLIGHT)

    def put(self, data: bytes) -> str:
        """Keep the bytes; answers their digest."""
        digest = sha256_hex(data)
        if not self._saw(digest):
            self._send(digest, BytesIO(data), len(data))
            with landing(self._cache_root()) as copy:
                copy.write(data)
                copy.sync()
                self._cache.keep(digest, copy.path)
        return digest

    def put_file(self, source: Path) -> str:
        """Keep a finished file and take it away; answers its digest."""
        try:
            digest = file_sha256_hex(source)
            self.send_file(source, digest)
            self._cache.keep(digest, source)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        return digest

    def put_stream(self, source: BinaryIO, *, limit_bytes: int) -> tuple[str, int]:
        """Keep a stream's bytes; answers digest and size. They go through a file: their name comes last."""
        with landing(self._cache_root()) as copy:
            digest, size = copy.write_all(source, limit_bytes=limit_bytes)
            copy.sync()
            self.send_file(copy.path, digest)
            self._cache.keep(digest, copy.path)
        return digest, size

    def send_file(self, source: Path, digest: str) -> None:
        """Keep a file whose digest is known, and leave it where it is."""
        if not self._saw(digest):
            with source.open("rb") as stream:
                self._send(digest, stream, source.stat().st_size)

    def digests(self) -> Iterator[str]:
        """Every blob that the bucket lists, in order."""
        return self._bucket.digests()

    def _send(self, digest: str, body: BinaryIO, size: int) -> None:
        """Have the bucket keep the bytes under a full lock, and send them only where it does not."""
        if not self._is_locked:
            self._bucket.refuse_unlocked()
            self._is_locked = True
        held = self._bucket.head(digest)
        if held is not None or not self._bucket.put(digest, body, size):
            held = held or self._bucket.head(digest)  # another process was faster
            if held is None or not self._is_right(digest, held):
                body.seek(0)
                self._bucket.put(digest, body, size, over=True)
            elif held.locked_until is None or held.locked_until < self._bucket.lock_due():
                self._bucket.lock_longer(digest, held)
        self._remember(digest)

    def _remember(self, digest: str) -> None:
        """Note that the bucket keeps it, and forget what was noted too long ago to be believed."""
        self._seen.pop(digest, None)
        self._seen[digest] = time.monotonic()
        for one in list(islice(self._seen, 2)):
            if not self._saw(one):
                self._seen.pop(one, None)

    def _saw(self, digest: str) -> bool:
        return time.monotonic() - self._seen.get(digest, float("-inf")) < _REMEMBERED_SECONDS

    def _is_right(self, digest: str, held: Held) -> bool:
        """Whether the newest version is the blob: by the server's checksum, else by its bytes."""
        if held.sha256 is None:
            return self._digest_of(digest) == digest
        return held.sha256 == digest

    def _fetched(self, digest: str) -> Path:
        found = None
        with landing(self._cache_root()) as copy:
            for version in self._newest_then_the_others(digest):
                copy.empty()
                said = self._bucket.copy(digest, copy, version)
                if said == digest:
                    copy.sync()
                    return self._cache.keep(digest, copy.path)
                found = said or found
        if found is None:
            raise missing(digest)
        raise Broken(
            f"What {self.place} has for {digest} is not what was sealed.",
            next_step="“attestry verify” names the entry. Another version may hold it; see the bucket's log.",
            code="ObjectChanged",
        )

    def _newest_then_the_others(self, digest: str) -> Iterator[str]:
        """The newest version, twice in case the way here damaged it, then every one that there is."""
        yield from [""] * _TRIES
        yield from self._bucket.versions(digest)

    def _digest_of(self, digest: str, version: str = "") -> str | None:
        found = None
        for _ in range(_TRIES):
            found = self._bucket.copy(digest, _Nowhere(), version)
            if found in (digest, None):
                break
        return found

    def _cache_root(self) -> Path:
        try:
            self._cache.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
        return self._cache.root


class _Nowhere:
    """Takes bytes that are only digested."""

    def write(self, data: bytes) -> None:
        """Forget them."""
