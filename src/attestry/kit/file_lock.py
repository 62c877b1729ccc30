"""A lock that the operating system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attestry.kit.errors import Conflict


@contextmanager
def held(path: Path, *, busy: str) -> Iterator[None]:
    """Hold the lock for the block. Raises Conflict with the message ``busy`` where it is held."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as refusal:
            raise Conflict(busy, next_step="Wait for the other one to end, then try again.") from refusal
        yield


@contextmanager
def waited_for(path: Path) -> Iterator[None]:
    """Hold the lock for the block, waiting for whoever holds it now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
