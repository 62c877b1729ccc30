"""What a set of controls covers: how many per criterion, and how much of it machines perform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from attestry.controls.rules.control import Character, Execution

LEAST_CONTROLS = 2


@dataclass(frozen=True, slots=True)
class AutomationRatio:
    """How many controls are automated, hybrid and manual. All of them are the denominator."""

    automated: int = 0
    hybrid: int = 0
    manual: int = 0

    @property
    def total(self) -> int:
        """Every control counted, whoever performs it."""
        return self.automated + self.hybrid + self.manual

    @property
    def share(self) -> float | None:
        """Automated controls over all, from 0 to 1; hybrid ones do not count. None of no controls."""
        return self.automated / self.total if self.total else None


def automation_ratio(executions: Iterable[str]) -> AutomationRatio:
    """The ratio over the executions of some controls."""
    performed = [Execution(execution) for execution in executions]
    return AutomationRatio(
        automated=performed.count(Execution.AUTOMATED),
        hybrid=performed.count(Execution.HYBRID),
        manual=performed.count(Execution.MANUAL),
    )


@dataclass(frozen=True, slots=True)
class Balance:
    """How many controls are about people and process, about technology, and about both."""

    organisational: int
    mixed: int
    technical: int

    @property
    def share_beyond_technology(self) -> float | None:
        """Organisational and mixed controls over all, from 0 to 1. None of no controls."""
        total = self.organisational + self.mixed + self.technical
        return (self.organisational + self.mixed) / total if total else None


def balance(characters: Iterable[str]) -> Balance:
    """The balance over the characters of some controls."""
    counted = [Character(character) for character in characters]
    return Balance(
        organisational=counted.count(Character.ORGANISATIONAL),
        mixed=counted.count(Character.MIXED),
        technical=counted.count(Character.TECHNICAL),
    )


def thin_criteria(counts: Mapping[str, int], *, least: int = LEAST_CONTROLS) -> tuple[str, ...]:
    """The references that fewer than ``least`` controls speak to, in the order given."""
    return tuple(reference for reference, count in counts.items() if count < least)
