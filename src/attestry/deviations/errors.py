"""What deviations refuse."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownDeviation(NotFound):
    """There is no such deviation in the engagement, or none that whoever asks may see."""

    def __init__(self) -> None:
        super().__init__("There is no such deviation.", next_step="See the engagement's deviations.")


class DeviationRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class NotYet(Conflict):
    """A step is taken before the one that it rests on."""

    def __init__(self, lacks: Sequence[str]) -> None:
        super().__init__(f"This is too early: {'; '.join(lacks)}.", next_step="Do this first.")
        self.lacks = tuple(lacks)


class OwnEvaluation(Conflict):
    """Somebody would review what they evaluated."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} evaluated this deviation and cannot review it.",
            next_step="Let somebody else of the team review it.",
        )


class DeviationsStay(Conflict):
    """The engagement is issued, closed or withdrawn; its deviations stay as they are."""

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The engagement is {state.lower()}: its deviations are not changed any more.",
            next_step="Work on the engagement that renews it.",
        )
