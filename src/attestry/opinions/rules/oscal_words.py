"""Words of OSCAL (NIST, 1.1): identifiers that stay the same, properties under a name of ours, lines.

A property's value is one line without blanks around it; a control's identifier is a token.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

NAMESPACE = "attestry://soc-report/1"
_ROOT = uuid5(NAMESPACE_URL, NAMESPACE)


class Identifiers:
    """Identifiers of one document: the same name in the same report is the same identifier (RFC 9562, v5)."""

    def __init__(self, pdf_digest: str) -> None:
        self._root = uuid5(_ROOT, pdf_digest)

    def of(self, name: str) -> str:
        """The identifier of what is named."""
        return str(uuid5(self._root, name))


def line(words: object) -> str:
    """The words on one line."""
    return " ".join(str(words).split())


def properties(pairs: Iterable[tuple[str, object]]) -> list[dict[str, str]]:
    """Properties of those pairs that say something."""
    found = ((name, line(value)) for name, value in pairs if value is not None)
    return [{"name": name, "ns": NAMESPACE, "value": value} for name, value in found if value]


def without_nothing(said: dict[str, Any]) -> dict[str, Any]:
    """Without keys that hold nothing: OSCAL knows no empty list."""
    return {key: value for key, value in said.items() if value not in ("", [], {}, None)}
