"""Whether a file is one that was issued here: the PDF byte for byte, a companion by its signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from attestry.evidence.actions import ledger_key
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken
from attestry.opinions.models import IssuedReport
from attestry.opinions.queries.companion import pdf_named_in, refuse_unless_signed
from attestry.opinions.queries.issued import issued_with

_PDF, _COMPANION, _OSCAL = "the report", "its companion", "its OSCAL assessment results"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is. ``what``: of the report that was found; ``broken``: why a companion does not hold."""

    digest: str
    what: str
    found: IssuedReport | None
    broken: str = ""


def checked_digest(digest: str) -> Checked:
    """Whether a PDF of that SHA-256 was issued here."""
    said = digest.strip().lower()
    return Checked(said, _PDF, issued_with(said))


def checked_file(data: bytes) -> Checked:
    """Whether these bytes are a report that was issued here, or a companion of one that nobody changed."""
    checked = checked_digest(sha256_hex(data))
    companion = _companion(data) if checked.found is None else None
    if companion is None:
        return checked
    what = _OSCAL if "assessment-results" in companion else _COMPANION
    try:
        refuse_unless_signed(companion, ledger_key().verifier)
        return Checked(checked.digest, what, issued_with(pdf_named_in(companion)))
    except Broken as refusal:
        return Checked(checked.digest, what, None, str(refusal))
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError):
        return Checked(checked.digest, what, None, "It is not put together as a companion is.")


def _companion(data: bytes) -> Mapping[str, Any] | None:
    """The JSON of a companion of either form; None for any other file."""
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    is_one = isinstance(said, dict) and (
        "assessment-results" in said or {"report", "signature"} <= said.keys()
    )
    return said if is_one else None
