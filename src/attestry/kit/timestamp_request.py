"""Asking a time-stamp authority: the request, and its answer over HTTP (RFC 3161 §2.4.1, §3.4)."""

from __future__ import annotations

import time
import urllib.request
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

from attestry.kit.errors import Unavailable
from attestry.kit.late import Late

if TYPE_CHECKING:
    import rfc3161_client
    from rfc3161_client import TimeStampRequest
else:
    rfc3161_client = Late("rfc3161_client")

SILENCE_SECONDS, WHOLE_SECONDS = 10.0, 20.0
LARGEST_ANSWER_BYTES = 256 << 10


def request(message: bytes) -> TimeStampRequest:
    """A request over a message's SHA-256, with a nonce, asking for the authority's certificates."""
    digest = rfc3161_client.HashAlgorithm.SHA256
    builder = rfc3161_client.TimestampRequestBuilder(data=message, hash_algorithm=digest)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What was configured is asked, and nobody else that it may name."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def post(authority: str, query: bytes) -> bytes:
    """What the authority at an http or https address answers (RFC 3161 §3.4).

    Raises Unavailable, in words: not reached, too slow, refused, or an answer that is too long.
    """
    asked = urllib.request.Request(  # noqa: S310  the scheme is one of two, see below
        authority,
        data=query,
        headers={
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
            "User-Agent": "attestry",
        },
    )
    if asked.type not in ("http", "https"):
        raise Unavailable(f"{asked.type} is not a way to ask a time-stamp authority.")
    try:
        with _OPENER.open(asked, timeout=SILENCE_SECONDS) as answer:
            return _whole(answer)
    except HTTPError as refusal:
        with refusal:
            raise Unavailable(f"it answered {refusal.code} {refusal.reason}".strip()) from refusal
    except URLError as refusal:
        raise Unavailable(f"it was not reached: {_plain(refusal.reason)}") from refusal
    except (OSError, HTTPException) as refusal:
        raise Unavailable(f"it did not finish its answer: {_plain(refusal)}") from refusal


def _plain(reason: object) -> str:
    said = reason.strerror if isinstance(reason, OSError) and reason.strerror else str(reason)
    return said or type(reason).__name__


def _whole(answer: HTTPResponse) -> bytes:
    data, until = b"", time.monotonic() + WHOLE_SECONDS
    while piece := answer.read1(1 << 14):
        data += piece
        if len(data) > LARGEST_ANSWER_BYTES:
            raise Unavailable(f"its answer is longer than {LARGEST_ANSWER_BYTES >> 10} KB")
        if time.monotonic() > until:
            raise Unavailable(f"it did not finish its answer in {WHOLE_SECONDS:.0f} seconds")
    return data
