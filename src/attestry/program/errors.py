"""What the program refuses."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid
from attestry.scope.rules.condition import Condition, Step


class StepConditionsOpen(Conflict):
    """A step was to be closed while conditions do not hold; they are named."""

    def __init__(self, step: Step, failing: Sequence[Condition]) -> None:
        named = " ".join(f"“{one.title}”: {one.why}" for one in failing)
        super().__init__(
            f"Step {step.number}, “{step.label}”, cannot be closed. {named}".strip(),
            next_step="Make them hold, or close it all the same with a reason and a name.",
        )
        self.failing = tuple(failing)


class NothingComputed(Conflict):
    """A step was to be closed of which no fact says that it is done."""

    def __init__(self, step: Step) -> None:
        super().__init__(
            f"Step {step.number}, “{step.label}”, has no exit condition that can be computed here.",
            next_step="Close it with a reason and the name of who answers for it.",
        )


class StepClosed(Conflict):
    """A step was to be closed that is closed."""

    def __init__(self, step: Step, closed_by: str) -> None:
        super().__init__(
            f"Step {step.number} was closed by {closed_by}.", next_step="Open it again first, with a reason."
        )


class StepNotClosed(Conflict):
    """A step was to be opened that is not closed."""

    def __init__(self, step: Step) -> None:
        super().__init__(f"Step {step.number} is not closed.", next_step="Nothing is to be opened.")


class OverrideRefused(Invalid):
    """A step was to be closed against its conditions, or opened again, without a reason or a name."""
