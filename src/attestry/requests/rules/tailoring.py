"""Which requests of a list fit an engagement.

One fits where a criterion that it serves is in scope. A Type 1 speaks of one day: full lists of a
period and items drawn from them are asked for in a Type 2 alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from attestry.requests.rules.kind import RequestKind

_OF_A_PERIOD = (RequestKind.POPULATION, RequestKind.SAMPLE)
AI_CONTROLS = "AIS-"


@dataclass(frozen=True, slots=True)
class Ground:
    """What an engagement speaks of: the references of its criteria, and whether of a period and of AI."""

    criteria: frozenset[str]
    has_period: bool
    uses_ai: bool


def fits(kind: RequestKind, criteria: Collection[str], controls: Iterable[str], ground: Ground) -> bool:
    """Whether a request belongs to the engagement's list."""
    if not ground.has_period and kind in _OF_A_PERIOD:
        return False
    if not ground.uses_ai and all(key.startswith(AI_CONTROLS) for key in controls):
        return False
    return bool(ground.criteria.intersection(criteria))
