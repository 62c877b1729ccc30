"""The bucket that the settings name for evidence, and whether it may keep any."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from attestry.kit.blob_cache import BlobCache
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Invalid
from attestry.kit.locked_bucket import Place
from attestry.kit.object_store import ObjectStore

LOCK_MODES = ("COMPLIANCE", "GOVERNANCE")
_LONGEST_LOCK_DAYS = 36_500
_LARGEST_CACHE_MB = 10_000_000
_ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9!_.*'()/-]*))?")


def configured_bucket() -> ObjectStore | None:
    """The bucket of ATTESTRY_EVIDENCE_BUCKET; None where it is not set. Raises Invalid for wrong settings.

    None in a sample company's home as well: nobody should be kept from deleting what is made up.
    """
    if not settings.EVIDENCE_BUCKET or settings.HOME.organization().is_sample:
        return None
    return _bucket(
        settings.EVIDENCE_BUCKET,
        settings.EVIDENCE_ENDPOINT,
        settings.EVIDENCE_LOCK_MODE,
        settings.EVIDENCE_LOCK_DAYS,
        settings.EVIDENCE_CACHE_MB,
        settings.HOME.cache,
    )


def named_place(address: str, endpoint: str, mode: str, days: str) -> Place:
    """The settings as a place. Raises Invalid where one of them is wrong or missing."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise _wrong(
            "ATTESTRY_EVIDENCE_BUCKET is no bucket.", "Give it as s3://bucket or s3://bucket/prefix."
        )
    if endpoint and not re.fullmatch(r"https?://[^/@]+/?", endpoint):
        raise _wrong(
            "ATTESTRY_EVIDENCE_ENDPOINT is not a server's address.",
            "Give http:// or https://, a name and a port, without a password.",
        )
    if mode not in LOCK_MODES:
        raise _wrong("ATTESTRY_EVIDENCE_LOCK_MODE is no mode.", f"Say {' or '.join(LOCK_MODES)}.")
    prefix = (found[2] or "").strip("/")
    return Place(
        bucket=found[1],
        prefix=f"{prefix}/" if prefix else "",
        lock_mode=mode,
        lock_days=_whole(
            days,
            "ATTESTRY_EVIDENCE_LOCK_DAYS",
            "a lock can't be taken back, so its days are yours to say",
            most=_LONGEST_LOCK_DAYS,
        ),
        endpoint=endpoint.rstrip("/"),
    )


@lru_cache(maxsize=8)
def _bucket(address: str, endpoint: str, mode: str, days: str, cache_mb: str, cache: Path) -> ObjectStore:
    place = named_place(address, endpoint, mode, days)
    # Another bucket may lack what this one has, and its copies must not hide that.
    copies = cache / f"evidence-{sha256_hex(f'{place.endpoint} {place}'.encode())[:16]}"
    why = "it bounds the copies on this disk"
    limit = _whole(cache_mb, "ATTESTRY_EVIDENCE_CACHE_MB", why, most=_LARGEST_CACHE_MB)
    return ObjectStore(place, BlobCache(copies, limit << 20))


def _whole(text: str, name: str, why: str, *, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise _wrong(f"{name} is {text or 'not set'}: {why}.", f"Give a whole number from 1 to {most}.")
    return int(text)


def _wrong(message: str, next_step: str) -> Invalid:
    return Invalid(message, next_step=next_step, code="EvidenceSettingsWrong")
