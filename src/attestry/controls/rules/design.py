"""What management signs of a control: its design, by the digest of its text (AT-C 205, CC5.1)."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum

from attestry.controls.rules.control import ControlText
from attestry.kit.digest import canonical_json, sha256_hex

STATEMENT = (
    "Management is responsible for designing, implementing and maintaining these controls. "
    "By signing it says that each, performed as written by the owner named, meets the risk it is for."
)


class Standing(StrEnum):
    """How the design of a control in use stands with management."""

    NO_OWNER = "no owner"
    UNSIGNED = "not signed"
    CHANGED = "changed since"
    SIGNED = "signed"


def design_digest(text: ControlText) -> str:
    """SHA-256 over everything that a control says of itself, mappings included."""
    return sha256_hex(canonical_json(asdict(text)))


def standing(*, has_owner: bool, signed: str | None, digest: str) -> Standing:
    """How a design stands, from the digest that was signed last; None: none was."""
    if not has_owner:
        return Standing.NO_OWNER
    if signed is None:
        return Standing.UNSIGNED
    return Standing.SIGNED if signed == digest else Standing.CHANGED
