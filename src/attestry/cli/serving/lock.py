"""One process serves a home: a lock that dies with its holder, and a note of where it listens."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from attestry.kit.errors import Unavailable
from attestry.project.home import Home


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the serving process answers."""

    pid: int
    address: str


@contextmanager
def hold(home: Home) -> Iterator[bool]:
    """Take the home for this process: True where it was free, False where another has it.

    The kernel lets go of the lock when its holder dies, however it dies.
    """
    home.prepare()
    with (home.run / "up.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        _note(home).unlink(missing_ok=True)
        try:
            yield True
        finally:
            _note(home).unlink(missing_ok=True)


def announce(home: Home, listening: Listening) -> None:
    """Write down where this process answers, whole or not at all."""
    draft = home.run / f"listening.{listening.pid}"
    draft.write_text(json.dumps(asdict(listening)))
    draft.replace(_note(home))


def announced(home: Home) -> Listening | None:
    """Where the process that holds the home answers; None where it has not said, or nobody holds it."""
    try:
        return Listening(**json.loads(_note(home).read_text()))
    except FileNotFoundError:
        return None


def wait_until_announced(home: Home, *, patience_seconds: float) -> Listening:
    """Where the process that holds the home answers. Raises Unavailable where it does not say in time."""
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline:
        if listening := announced(home):
            return listening
        time.sleep(0.1)
    raise Unavailable(
        f"Another process prepares the home {home.root} and does not answer yet.",
        next_step="Wait for it to print its link, or end it and run “attestry up” again.",
    )


def _note(home: Home) -> Path:
    return home.run / "listening.json"
