"""The web server's process: Granian over the WSGI application, with a bounded number of threads."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from attestry.cli.serving.children import end_with_parent

_THREADS = 4


def serve(host: str, port: int) -> None:
    """Answer on ``host`` and ``port`` until asked to end."""
    end_with_parent()
    Granian(
        "attestry.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
