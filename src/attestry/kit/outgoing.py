"""Requests that leave this machine over HTTP: bounded, without redirects, and to public addresses only.

A name is resolved once, every address it has is judged, and the connection goes to the address that
was judged, so that a name cannot turn to another machine in between. An address that is private,
loopback, link-local or otherwise not for everybody is refused unless its host was named as allowed.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import orjson

from attestry.kit.errors import Invalid, Unavailable

SILENCE_SECONDS, WHOLE_SECONDS = 15.0, 60.0
LARGEST_ANSWER_BYTES = 16 << 20
EVERY_HOST = "*"


class AddressRefused(Invalid):
    """The address is none that may be asked from here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether it is one of the 200s."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body read as JSON. Raises Unavailable where it is none."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as refusal:
            raise Unavailable(f"it answered {self.status} with something that is no JSON") from refusal


def checked(url: str) -> SplitResult:
    """An http or https address in its parts. Raises AddressRefused, also where it holds a password."""
    if not url.isascii() or not url.isprintable() or " " in url:
        raise AddressRefused("The address has characters that none may have.", next_step="Check it.")
    try:
        parts = urlsplit(url)
        is_askable = parts.port != 0
    except ValueError:
        is_askable = False
    if not is_askable or parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressRefused(
            "The address is none that can be asked.", next_step="Give one that begins with https://."
        )
    if parts.username or parts.password:
        raise AddressRefused("The address holds a password.", next_step="Leave it out of the address.")
    return parts


def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    allowed: Collection[str] = (),
) -> Answer:
    """Ask once and read the whole answer, whatever its status. ``allowed`` hosts may be private.

    Raises AddressRefused, and Unavailable in words: not reached, too slow, or too long an answer.
    """
    parts = checked(url)
    until = time.monotonic() + WHOLE_SECONDS
    connection = _connection(parts, allowed)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(
            method,
            target,
            body=body,
            headers={"User-Agent": "attestry", "Connection": "close", **(headers or {})},
        )
        response = connection.getresponse()
        return Answer(response.status, _headers(response.headers), _whole(response, until))
    except (OSError, HTTPException) as refusal:
        raise Unavailable(f"it was not reached: {_plain(refusal)}") from refusal
    finally:
        connection.close()


def _connection(parts: SplitResult, allowed: Collection[str]) -> HTTPConnection:
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    family, address = _judged(host, port, allowed)
    if parts.scheme == "https":
        secured: HTTPConnection = _PinnedTls(host, port, family, address)
        return secured
    return _Pinned(host, port, family, address)


def _judged(host: str, port: int, allowed: Collection[str]) -> tuple[int, Any]:
    """The family and address to connect to: the first, once all of them were judged."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as refusal:
        raise Unavailable(f"its name, {host}, was not found") from refusal
    if EVERY_HOST not in allowed and host not in allowed:
        for one in found:
            if not is_public(str(one[4][0])):
                raise AddressRefused(
                    f"{host} is at a private address, which is not asked.",
                    next_step=f"Where that is meant, name {host} in ATTESTRY_PRIVATE_HOSTS.",
                )
    return found[0][0], found[0][4]


def is_public(address: str) -> bool:
    """Whether an IP address is for everybody; one written inside another is judged itself."""
    found = ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


class _Pinned(HTTPConnection):
    def __init__(self, host: str, port: int, family: int, address: Any) -> None:
        super().__init__(host, port, timeout=SILENCE_SECONDS)
        self._family, self._address = family, address

    def connect(self) -> None:
        self.sock = _connected(self._family, self._address)


class _PinnedTls(HTTPSConnection):
    def __init__(self, host: str, port: int, family: int, address: Any) -> None:
        self._trust = ssl.create_default_context()
        super().__init__(host, port, timeout=SILENCE_SECONDS, context=self._trust)
        self._family, self._address = family, address

    def connect(self) -> None:
        plain = _connected(self._family, self._address)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)


def _connected(family: int, address: Any) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    made.settimeout(SILENCE_SECONDS)
    try:
        made.connect(address)
    except OSError:
        made.close()
        raise
    return made


def _headers(found: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in found.items()}


def _whole(response: HTTPResponse, until: float) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER_BYTES:
            raise Unavailable(f"its answer is longer than {LARGEST_ANSWER_BYTES >> 20} MB")
        if time.monotonic() > until:
            raise Unavailable(f"it did not finish its answer in {WHOLE_SECONDS:.0f} seconds")
    return b"".join(pieces)


def _plain(reason: object) -> str:
    said = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return said or type(reason).__name__
