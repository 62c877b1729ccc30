"""Putting a time stamp's certificates in the order that DER wants (X.690 §11.6).

OpenSSL writes the certificates of an answer in the order in which it was given them, and so do the
many authorities that run it. Their order is covered by no signature, so it can be put right before
a strict reader looks at it; every other byte stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

_CERTIFICATES = 0xA0


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    start: int
    content: int
    end: int


def with_certificates_in_order(answer: bytes) -> bytes:
    """A TimeStampResp (RFC 3161 §2.4.2) whose certificates (RFC 5652 §5.1) are in ascending order.

    The bytes as they came where they are no such answer: whoever reads them next refuses them.
    """
    try:
        found = _certificates(answer)
        ordered = sorted(answer[one.start : one.end] for one in found)
    except (IndexError, ValueError):
        return answer
    if len(found) < 2 or any(before.end != after.start for before, after in pairwise(found)):
        return answer
    return answer[: found[0].start] + b"".join(ordered) + answer[found[-1].end :]


def _certificates(answer: bytes) -> list[_Element]:
    response = _element(answer, 0, len(answer))
    token = _inside(answer, response)[1]
    signed = _inside(answer, _inside(answer, token)[1])[0]
    held = [one for one in _inside(answer, signed) if one.tag == _CERTIFICATES]
    return _inside(answer, held[0]) if held else []


def _inside(data: bytes, of: _Element) -> list[_Element]:
    found, at = [], of.content
    while at < of.end:
        found.append(_element(data, at, of.end))
        at = found[-1].end
    return found


def _element(data: bytes, start: int, until: int) -> _Element:
    """The element at ``start``. Raises ValueError, IndexError where none of definite length is there."""
    length, content = data[start + 1], start + 2
    if length > 0x84 or length == 0x80:
        raise ValueError("not a definite length that anything here could have")
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[content : content + size], "big")
        content += size
    if content + length > until:
        raise ValueError("longer than what it stands in")
    return _Element(data[start], start, content, content + length)
