"""What lies where in a package, and the two members that close it: the manifest and the signed seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from attestry.audit_packages.rules.container import Member
from attestry.kit.clock import from_text, to_text
from attestry.kit.digest import canonical_json, sha256_hex

_DIGEST = re.compile(r"[0-9a-f]{64}")

FORMAT = "attestry-audit-package/1"

PLAN = "plan.json"
README = "README.md"
VERIFIER = "verify_package.py"
KEY = "keys/ledger.public.pem"
LEAVES = "ledger/leaves.bin"
CHECKPOINTS = "ledger/checkpoints.ndjson"
STAMPS = "ledger/stamps.ndjson"
ENTRIES = "ledger/entries.ndjson"
JOURNAL = "journal/journal.ndjson"
PROGRAM = "records/program.json"
INTERVALS = "records/intervals.ndjson"
MANIFEST = "manifest.json"
SEAL = "seal.note"

BEFORE_BLOBS = (
    PLAN,
    README,
    VERIFIER,
    KEY,
    LEAVES,
    CHECKPOINTS,
    STAMPS,
    ENTRIES,
    JOURNAL,
    PROGRAM,
    INTERVALS,
)


def blob_name(digest: str) -> str:
    """Where the sealed bytes of a digest lie."""
    return f"blobs/{digest[:2]}/{digest[2:]}"


def digest_of_blob(name: str) -> str | None:
    """The digest that a member's name says; None where the member holds no sealed bytes."""
    digest = name.removeprefix("blobs/").replace("/", "")
    return digest if _DIGEST.fullmatch(digest) and name == blob_name(digest) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package is about; the same plan over the same program gives the same bytes.

    The period is half-open. ``ledger_size`` and ``ledger_root`` are the signed root that it is
    made under, ``origin`` the name of the key that signed it.
    """

    organization: str
    is_sample: bool
    period_from: datetime
    period_until: datetime
    origin: str
    ledger_size: int
    ledger_root: str

    def written(self) -> bytes:
        """The plan as canonical JSON."""
        return canonical_json(
            {
                "format": FORMAT,
                "organization": self.organization,
                "is_sample": self.is_sample,
                "period": {"from": to_text(self.period_from), "until": to_text(self.period_until)},
                "ledger": {"origin": self.origin, "size": self.ledger_size, "root": self.ledger_root},
            }
        )

    @classmethod
    def read(cls, data: bytes) -> Plan:
        """The plan that bytes say. Raises ValueError where they say none of this format."""
        try:
            said: dict[str, Any] = orjson.loads(data)
            if said["format"] != FORMAT:
                raise ValueError(f"the format is {said['format']!r}; this version reads {FORMAT}")
            plan = cls(
                str(said["organization"]),
                bool(said["is_sample"]),
                from_text(said["period"]["from"]),
                from_text(said["period"]["until"]),
                str(said["ledger"]["origin"]),
                int(said["ledger"]["size"]),
                str(said["ledger"]["root"]),
            )
        except (KeyError, TypeError, AttributeError, orjson.JSONDecodeError) as refusal:
            raise ValueError("it says no plan of a package") from refusal
        if plan.written() != data:
            raise ValueError("it is not in canonical form, or says more than a plan does")
        return plan


def manifest(members: Iterable[Member]) -> bytes:
    """Every member before the manifest in its order, with size and digest, as canonical JSON."""
    return canonical_json(
        {"format": FORMAT, "members": [[one.name, one.size, one.digest] for one in members]}
    )


def members_of(data: bytes) -> Sequence[Member]:
    """The members that a manifest names. Raises ValueError where it is none, or not in canonical form."""
    try:
        said = orjson.loads(data)
        members = tuple(Member(str(name), int(size), str(digest)) for name, size, digest in said["members"])
    except (KeyError, TypeError, ValueError) as refusal:
        raise ValueError("it says no manifest of a package") from refusal
    if manifest(members) != data:
        raise ValueError("it is not in canonical form, or says more than a manifest does")
    return members


def seal_text(origin: str, manifest_bytes: bytes, file_bytes: int) -> str:
    """The text that is signed: whose key, the manifest's digest, and how many bytes stand before the seal."""
    return f"{origin}\n{FORMAT}\nmanifest {sha256_hex(manifest_bytes)}\nbytes {file_bytes}\n"
