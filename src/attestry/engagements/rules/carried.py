"""What a renewal hands over: what was open, what changed, and what was said about the scope."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MatterKind(StrEnum):
    """Why a matter is carried over."""

    OPEN = "open"
    CHANGED = "changed"
    SCOPE = "scope"

    @property
    def label(self) -> str:
        """The kind as a heading."""
        return {"open": "Still open", "changed": "Changed since", "scope": "Scope"}[self.value]


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that the next engagement has to know of.

    ``key`` stays the same as long as the matter is the same (``deviation:12``); it is told to both sides,
    so nothing of one side alone stands in it.
    """

    key: str
    title: str
    why: str = ""
    kind: MatterKind = MatterKind.OPEN
    url: str = ""
