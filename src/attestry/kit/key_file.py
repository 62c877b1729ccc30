"""Key files: made once, whole, private to their owner, and the same for everyone who asks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attestry.kit.blobs import disk_refusal


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a key file, which ``make`` gives where there is none yet.

    Two processes that ask at the same moment get the same key, and one that is killed leaves
    none by halves. Raises Unavailable where the disk refuses.
    """
    if not path.exists():
        try:
            _make(path, make())
        except OSError as refusal:
            raise disk_refusal(refusal) from refusal
    return path.read_bytes()


def replaced(path: Path, key: bytes) -> None:
    """Put other bytes in a key file's place, whole or not at all. Raises Unavailable."""
    try:
        with _written(path, key) as half:
            half.replace(path)
    except OSError as refusal:
        raise disk_refusal(refusal) from refusal


def _make(path: Path, key: bytes) -> None:
    # A link, and not a rename: whoever comes second must not replace the first one's key.
    with _written(path, key) as half, suppress(FileExistsError):
        os.link(half, path)


@contextmanager
def _written(path: Path, key: bytes) -> Iterator[Path]:
    """The key in a file of its own beside ``path``, on the disk; gone afterwards where it still is."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(key)
            stream.flush()
            os.fsync(stream.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
