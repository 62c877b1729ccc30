"""How far a bridge letter got: each state follows from what was done."""

from __future__ import annotations

from enum import StrEnum


class LetterState(StrEnum):
    """A draft is reviewed as it stands; whatever changes it makes it a draft again."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as a person says it."""
        return self.value.capitalize()

    @property
    def is_open(self) -> bool:
        """Whether it can still be written."""
        return self in (LetterState.DRAFT, LetterState.REVIEWED)


def state_of(*, is_withdrawn: bool, is_signed: bool, reviewed_digest: str, digest: str) -> LetterState:
    """The state of a letter whose contents have that digest now."""
    if is_withdrawn:
        return LetterState.WITHDRAWN
    if is_signed:
        return LetterState.SIGNED
    return LetterState.REVIEWED if reviewed_digest and reviewed_digest == digest else LetterState.DRAFT
