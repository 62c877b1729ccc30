"""Which version of an agreement still binds, and what a published text has to hold."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.kit.digest import sha256_hex
from attestry.nondisclosure.errors import AgreementRefused

LEAST, MOST = 200, 60_000


def binds(signed: int, versions: Iterable[tuple[int, bool]]) -> bool:
    """Whether a signature of a version binds, given every version and whether it wants signing again."""
    return not any(version > signed and again for version, again in versions)


def text_digest(text: str) -> str:
    """SHA-256 of the text as it was published: UTF-8, lines that end with a line feed."""
    return sha256_hex(text.replace("\r\n", "\n").encode())


def whole_text(text: str) -> str:
    """The text as it is published. Raises AgreementRefused for one too short to be one, or too long."""
    said = text.replace("\r\n", "\n").strip() + "\n"
    if not LEAST <= len(said) <= MOST:
        raise AgreementRefused(
            f"text: an agreement has {LEAST} to {MOST:,} characters, this has {len(said):,}.",
            next_step="Write the whole of it.",
        )
    return said
