"""The time-stamp authority that the settings name, and the certificates that a stamp may end at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from attestry.kit.errors import Invalid
from attestry.kit.timestamps import Trusted, trusted

_LARGEST_FILE_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Authority:
    """Who is asked for stamps, and the certificates that they may end at."""

    address: str
    trust: Trusted


def authority() -> Authority | None:
    """The configured authority; None where there is none. Raises Invalid for wrong settings."""
    address = settings.STAMP_AUTHORITY
    if not address:
        return None
    parts = _parts(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise _wrong(
            "ATTESTRY_STAMP_AUTHORITY is not the address of an authority.", "Give http:// or https://."
        )
    if parts.username or parts.password:
        raise _wrong("ATTESTRY_STAMP_AUTHORITY holds a password, which pages would show.", "Leave it out.")
    trust = configured_trust()
    if trust is None:
        raise _wrong(
            "ATTESTRY_STAMP_AUTHORITY is set and ATTESTRY_STAMP_ROOTS is not.",
            "Save the authority's root certificate as a PEM file and name it there.",
        )
    return Authority(address, trust)


def _parts(address: str) -> SplitResult | None:
    """The address in its parts; None where it is none that can be asked."""
    if not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        is_askable = parts.port != 0  # a port that is none is noticed only when it is asked for
    except ValueError:
        return None
    return parts if is_askable else None


def configured_trust() -> Trusted | None:
    """The certificates of ATTESTRY_STAMP_ROOTS; None where it is not set. Raises Invalid."""
    if not settings.STAMP_ROOTS:
        return None
    path = Path(settings.STAMP_ROOTS)
    try:
        with path.open("rb") as stream:
            return trusted(stream.read(_LARGEST_FILE_BYTES))
    except OSError as refusal:
        raise _wrong(f"{path}, which ATTESTRY_STAMP_ROOTS names, cannot be read.", "Correct it.") from refusal
    except Invalid as refusal:
        raise _wrong(
            f"{path}, which ATTESTRY_STAMP_ROOTS names, is not right: {refusal.message}",
            "Save the authority's root certificate there in PEM form.",
        ) from refusal


def _wrong(message: str, next_step: str) -> Invalid:
    return Invalid(message, next_step=next_step, code="StampSettingsWrong")
