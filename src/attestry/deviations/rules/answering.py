"""What management may answer to a shared result."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """Whether management accepts what was found, or explains how it sees it."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"

    @property
    def label(self) -> str:
        """The stance as a person says it."""
        return {"accepted": "We accept it", "explained": "We see it otherwise, and explain"}[self.value]

    @property
    def wants_action(self) -> bool:
        """Whether a corrective action, its day and who sees to it belong to the answer."""
        return self is Stance.ACCEPTED
