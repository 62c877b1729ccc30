"""The web server as a child of the serving process; started before anything slow is loaded."""

from __future__ import annotations

import subprocess
from typing import Self

from attestry.cli.serving import children
from attestry.cli.serving.address import free_port


class WebServer:
    """One web server on one port. Leaving the block ends it, whatever happened."""

    def __init__(self, host: str, port: int | None) -> None:
        self.host = host
        self.port = free_port(host, port)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            children.end(self._process)

    def start(self) -> None:
        """Start it without waiting for it; nothing where it runs already."""
        if self._process is None:
            self._process = children.start("attestry.cli.serving.web", [self.host, str(self.port)])

    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None
