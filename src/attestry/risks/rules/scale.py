"""The declared scale of risks: likelihood and impact from 1 to 5, their product, and its level (CC3.2)."""

from __future__ import annotations

from enum import StrEnum

LIKELIHOODS = {1: "rare", 2: "unlikely", 3: "possible", 4: "likely", 5: "almost certain"}
IMPACTS = {1: "negligible", 2: "minor", 3: "moderate", 4: "major", 5: "severe"}


class Level(StrEnum):
    """What a score amounts to."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CRITICAL = "critical"


_FIRST_OF = ((Level.CRITICAL, 17), (Level.HIGH, 10), (Level.MODERATE, 5))


class Treatment(StrEnum):
    """What is done about a risk."""

    MITIGATE = "mitigate"
    AVOID = "avoid"
    TRANSFER = "transfer"
    ACCEPT = "accept"


def is_on_scale(value: int) -> bool:
    """Whether a likelihood or an impact is one of the five that are declared."""
    return 1 <= value <= 5


def score_of(likelihood: int, impact: int) -> int:
    """The product, 1 to 25."""
    return likelihood * impact


def level_of(score: int) -> Level:
    """Low to 4, moderate to 9, high to 16, critical from 17 (on a product: 20 and 25)."""
    return next((level for level, first in _FIRST_OF if score >= first), Level.LOW)
