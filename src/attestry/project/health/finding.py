"""What a check finds, and how bad it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from attestry.project.home import Home


class Severity(StrEnum):
    """Well; worth a look; or in the way of working."""

    WELL = "well"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, what was found, and what to do where it is not well."""

    severity: Severity
    subject: str
    found: str
    next_step: str = ""


Check = Callable[[Home], list[Finding]]


def well(subject: str, found: str) -> list[Finding]:
    """The thing is as it should be."""
    return [Finding(Severity.WELL, subject, found)]


def look(subject: str, found: str, next_step: str) -> list[Finding]:
    """The thing works, and somebody should look at it."""
    return [Finding(Severity.LOOK, subject, found, next_step)]


def broken(subject: str, found: str, next_step: str) -> list[Finding]:
    """The thing keeps Attestry from working, or from being trusted."""
    return [Finding(Severity.BROKEN, subject, found, next_step)]
