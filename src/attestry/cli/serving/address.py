"""Finding a free port, and waiting until something answers there."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from attestry.kit.errors import Conflict, Unavailable

USUAL_PORT = 8400
USUAL_ADDRESS = f"http://127.0.0.1:{USUAL_PORT}"


def free_port(host: str, asked: int | None) -> int:
    """The port asked for, or the usual one, or any other free one where the usual is taken.

    Raises Conflict where a port was asked for and is taken.
    """
    if _is_free(host, asked or USUAL_PORT):
        return asked or USUAL_PORT
    if asked:
        raise port_taken(asked)
    return any_free_port(host)


def port_taken(port: int) -> Conflict:
    """The refusal of a port that somebody asked for."""
    return Conflict(
        f"Port {port} is taken.", next_step="Name another with --port, or none to have one chosen."
    )


def any_free_port(host: str) -> int:
    """A port that nobody listens on."""
    with socket.socket(_family(host)) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a server: where it listens, the name it is asked by, and the path."""

    host: str
    port: int
    name: str
    path: str


def wait_for(page: Page, *, is_running: Callable[[], bool], patience_seconds: float = 30) -> None:
    """Return once the page answers 200. Raises Unavailable where it does not in time."""
    deadline = time.monotonic() + patience_seconds
    answer = "nothing"
    while is_running() and time.monotonic() < deadline:
        try:
            answer = str(_status(page))
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            if answer == "200":
                return
            time.sleep(0.2)
    raise Unavailable(
        f"The web server does not serve {page.path}; the last answer was {answer}.",
        next_step="Read its messages above; “attestry doctor” checks what it needs.",
    )


def _status(page: Page) -> int:
    connection = http.client.HTTPConnection(reachable(page.host), page.port, timeout=10)
    try:
        connection.request("GET", page.path, headers={"Host": page.name})
        return connection.getresponse().status
    finally:
        connection.close()


def reachable(host: str) -> str:
    """The address at which this machine reaches a server that listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _is_free(host: str, port: int) -> bool:
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
