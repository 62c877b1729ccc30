"""The web server as a child of the serving process; started before anything slow is loaded."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from attestry.cli.serving import children
from attestry.cli.serving.address import any_free_port, free_port, port_taken
from attestry.kit import file_lock
from attestry.kit.errors import Conflict

_TRIES = 20


class WebServer:
    """One web server on one port. Leaving the block ends it, whatever happened."""

    def __init__(self, host: str, port: int | None) -> None:
        self.host = host
        self._held = ExitStack()
        self.port = self._reserved(port)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        with self._held:
            if self._process is not None:
                children.end(self._process)

    def _reserved(self, asked: int | None) -> int:
        """A free port that no other server of this user is about to take.

        A web server shares its port with others of its user that ask for it, so two homes that start
        at one moment would answer each other's requests. Raises Conflict where a port was asked for.
        """
        port = free_port(self.host, asked)
        for _ in range(_TRIES):
            lock = Path(tempfile.gettempdir()) / f"attestry-{os.getuid()}-port-{port}.lock"
            try:
                self._held.enter_context(file_lock.held(lock, busy=f"Port {port} is taken."))
            except (Conflict, PermissionError) as refusal:
                # Another user's file stands in the way as much as a lock that is held.
                if asked:
                    raise port_taken(port) from refusal
                port = any_free_port(self.host)
            else:
                return port
        raise Conflict("No port is free.", next_step="Name one with --port.")

    def start(self) -> None:
        """Start it without waiting for it; nothing where it runs already."""
        if self._process is None:
            self._process = children.start("attestry.cli.serving.web", [self.host, str(self.port)])

    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None
