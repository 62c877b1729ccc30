"""Paper beside outcome: a program that has every paper, and in which what fails is not put right.

Paper is what a program shows: controls in use, owned, and documented. Outcome is what became of the
promises to put failures right. They are never one number: where the first is high and the second
low, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass

HIGH = 0.8
LOW = 0.7
_ASKED = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """Of ``controls`` in scope: those in use, those with an owner, those with a document or a finding."""

    controls: int
    in_use: int
    owned: int
    documented: int

    @property
    def share(self) -> float | None:
        """What is there of the three things that paper asks of each control; None without controls."""
        if not self.controls:
            return None
        return (self.in_use + self.owned + self.documented) / (_ASKED * self.controls)


@dataclass(frozen=True, slots=True)
class Promises:
    """Failures of a period: put right in time, not in time, and those whose time still runs."""

    kept: int
    broken: int
    running: int = 0

    @property
    def share(self) -> float | None:
        """Kept of those decided; None where none is."""
        decided = self.kept + self.broken
        return self.kept / decided if decided else None


def diverges(paper: float | None, outcome: float | None) -> bool:
    """Whether paper is at 80 % or more while fewer than 70 % of the promises were kept."""
    return paper is not None and outcome is not None and paper >= HIGH and outcome < LOW
