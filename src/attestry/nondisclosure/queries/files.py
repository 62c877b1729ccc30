"""The signed PDF, as it was sealed."""

from __future__ import annotations

from attestry.evidence.queries import store
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken
from attestry.nondisclosure.models import Signing


def signed_bytes(signing: Signing) -> bytes:
    """The PDF that was signed. Raises Broken where its bytes are others now, Unavailable and NotFound."""
    kept = store().read(signing.digest)
    if sha256_hex(kept) != signing.digest:
        raise Broken("The stored file is not the one that was signed.", next_step="Restore it from a backup.")
    return kept
