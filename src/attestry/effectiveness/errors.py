"""What effectiveness refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class ExcusalRefused(Invalid):
    """An excusal lacks what makes it one."""


class ExcusalUnknown(NotFound):
    """There is no such excusal."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no excusal {number}.", next_step="See the control's coverage.")


class NotYoursToDecide(NotAllowed):
    """Whoever asked for an excusal, or answers for the control, would decide on it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} cannot decide on this excusal: {why}.",
            next_step="Ask somebody who neither asked for it nor owns the control.",
        )


class ExcusalDecided(Conflict):
    """The excusal was decided before."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has already decided on this excusal.",
            next_step="A decision stands. If things are different now, ask for another excusal.",
        )


class PeriodRefused(Invalid):
    """A period that a page was asked about makes no sense."""


class SampleRefused(Invalid):
    """A sample that cannot be drawn as it was asked for."""
