"""A signed letter for machines: what it says as JSON, signed by the key that signs the ledger.

The signature is a signed note (C2SP signed-note, Ed25519) over the digest of the canonical JSON (RFC 8785).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.evidence.actions import ledger_key
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.errors import Broken
from attestry.kit.signed_note import Verifier

_FIRST_LINE = "attestry bridge letter"


def companion_of(
    content: Mapping[str, Any], *, pdf_digest: str, entry_seq: int, seal: Mapping[str, Any]
) -> dict[str, Any]:
    """The letter with its signature."""
    said = {**content, "pdf_sha256": pdf_digest, "ledger_entry": entry_seq, "seal": dict(seal)}
    digest = sha256_hex(canonical_json(said))
    key = ledger_key()
    note = key.sign(f"{_FIRST_LINE}\n{digest}\n")
    return {"letter": said, "signature": {"over": digest, "key": key.verifier.name, "note": note}}


def refuse_unless_signed(companion: Mapping[str, Any], verifier: Verifier) -> None:
    """Raises Broken where it was changed, or its signature is not of the key."""
    digest = sha256_hex(canonical_json(companion["letter"]))
    if verifier.opens(companion["signature"]["note"]) != f"{_FIRST_LINE}\n{digest}\n":
        raise Broken("The letter says something else than what was signed.")
