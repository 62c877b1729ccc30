"""How far a deviation got, from what was written about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeviationState(StrEnum):
    """How far a deviation got. A dismissed one is none: why, stands in its confirmation."""

    RAISED = "raised"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"
    EVALUATED = "evaluated"
    SHARED = "shared"
    RESPONDED = "responded"

    @property
    def label(self) -> str:
        """The state as a person says it."""
        return _LABELS[self]


_LABELS = {
    DeviationState.RAISED: "Raised",
    DeviationState.DISMISSED: "No deviation",
    DeviationState.CONFIRMED: "Confirmed",
    DeviationState.EVALUATED: "Evaluated",
    DeviationState.SHARED: "Shared",
    DeviationState.RESPONDED: "Answered",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, by the numbers of the last versions; 0 and None where nothing was.

    ``is_deviation`` is what the last confirmation says; ``shared`` the evaluation that was shared last,
    ``answered`` the shared result that management answered last.
    """

    is_deviation: bool | None = None
    evaluation: int = 0
    shared_evaluation: int = 0
    shared: int = 0
    answered: int = 0


def state_of(said: Written) -> DeviationState:
    """The state; one that was weighed anew waits to be shared anew."""
    if said.is_deviation is None:
        return DeviationState.RAISED
    if not said.is_deviation:
        return DeviationState.DISMISSED
    if not said.evaluation:
        return DeviationState.CONFIRMED
    if said.shared_evaluation != said.evaluation:
        return DeviationState.EVALUATED
    return DeviationState.RESPONDED if said.answered == said.shared else DeviationState.SHARED
