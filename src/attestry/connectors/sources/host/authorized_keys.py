"""Public keys that open accounts: the lines of authorized_keys files (sshd(8), RFC 4253 §6.6)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

_KEY = re.compile(r"(?:^|\s)((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)\s+([A-Za-z0-9+/]+={0,2})(?:\s+(.*))?$")
_OPTION = re.compile(r'([A-Za-z0-9-]+)(?:="((?:[^"\\]|\\.)*)")?')
_FIXED_BITS = {
    "ssh-ed25519": 256, "sk-ssh-ed25519@openssh.com": 256, "ecdsa-sha2-nistp256": 256,
    "sk-ecdsa-sha2-nistp256@openssh.com": 256, "ecdsa-sha2-nistp384": 384, "ecdsa-sha2-nistp521": 521,
}  # fmt: skip


@dataclass(frozen=True)
class AuthorizedKey:
    """One key and what its options allow."""

    key_type: str
    bits: int | None
    fingerprint: str
    comment: str | None
    has_source_restriction: bool
    has_forced_command: bool
    expiry: str | None


def parse_key(line: str) -> AuthorizedKey:
    """The key of one line. Raises ValueError where the line holds none."""
    match = _KEY.search(_without_quoted_keys(line))
    if match is None:
        raise ValueError("no key")
    before = line[: match.start()]
    options = {name.lower(): value for name, value in _OPTION.findall(before)}
    try:
        blob = base64.b64decode(match[2], validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
    fields = _fields(blob)
    if not fields or fields[0].decode("ascii", "replace") != match[1]:
        raise ValueError("key and type differ")
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return AuthorizedKey(
        key_type=match[1], bits=_bits(match[1], fields), fingerprint=f"SHA256:{digest}",
        comment=(match[3] or "").strip()[:300] or None,
        has_source_restriction="from" in options, has_forced_command="command" in options,
        expiry=options.get("expiry-time") or None,
    )  # fmt: skip


def expiry_at(text: str, *, is_utc: bool) -> datetime:
    """The instant of YYYYMMDD[HHMM[SS]][Z]. Raises ValueError, also where its zone is not known."""
    digits = text.removesuffix("Z")
    if digits == text and not is_utc:
        raise ValueError("local time of an unknown zone")
    form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}.get(len(digits), "%Y%m%d")
    return datetime.strptime(digits, form).replace(tzinfo=UTC)


def _without_quoted_keys(line: str) -> str:
    """The line with what stands in quotes blanked, so that a command cannot pose as the key."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda quoted: "_" * len(quoted[0]), line)


def _fields(blob: bytes) -> list[bytes]:
    fields: list[bytes] = []
    place = 0
    while place + 4 <= len(blob):
        length = int.from_bytes(blob[place : place + 4], "big")
        if place + 4 + length > len(blob):
            raise ValueError("key is cut off")
        fields.append(blob[place + 4 : place + 4 + length])
        place += 4 + length
    return fields


def _bits(key_type: str, fields: list[bytes]) -> int | None:
    if key_type == "ssh-rsa" and len(fields) >= 3:
        return int.from_bytes(fields[2], "big").bit_length()
    if key_type == "ssh-dss" and len(fields) >= 2:
        return int.from_bytes(fields[1], "big").bit_length()
    return _FIXED_BITS.get(key_type)
