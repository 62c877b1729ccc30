"""The states of an engagement and the ways between them. What was issued is never taken back."""

from __future__ import annotations

from enum import StrEnum

from attestry.engagements.rules.kind import EngagementKind


class State(StrEnum):
    """How far an engagement got."""

    PLANNING = "planning"
    PERIOD_RUNNING = "period_running"
    FIELDWORK = "fieldwork"
    REVIEW = "review"
    ISSUED = "issued"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as a person says it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def is_over(self) -> bool:
        """Whether nobody works on it any more."""
        return self in (State.ISSUED, State.CLOSED, State.WITHDRAWN)

    @property
    def is_running(self) -> bool:
        """Whether the firm's work has begun and is not over."""
        return self in (State.PERIOD_RUNNING, State.FIELDWORK, State.REVIEW)


_WAYS: dict[State, tuple[State, ...]] = {
    State.PLANNING: (State.PERIOD_RUNNING, State.FIELDWORK, State.WITHDRAWN),
    State.PERIOD_RUNNING: (State.FIELDWORK, State.WITHDRAWN),
    State.FIELDWORK: (State.REVIEW, State.WITHDRAWN),
    State.REVIEW: (State.FIELDWORK, State.ISSUED, State.WITHDRAWN),
    State.ISSUED: (State.CLOSED,),
    State.CLOSED: (),
    State.WITHDRAWN: (),
}


def ways_from(state: State, kind: EngagementKind) -> tuple[State, ...]:
    """Where an engagement may go from a state; one without a period never waits for its end.

    An internal one issues no report: it is closed after its review.
    """
    ways = _WAYS[state]
    if not kind.is_attestation:
        ways = tuple(State.CLOSED if to is State.ISSUED else to for to in ways)
    return ways if kind.has_period else tuple(to for to in ways if to is not State.PERIOD_RUNNING)


def is_the_firms(before: State, after: State) -> bool:
    """Whether only the firm takes this step: how far its own work is, nobody else says."""
    return (before, after) in {(State.FIELDWORK, State.REVIEW), (State.REVIEW, State.FIELDWORK)}
