"""What controls refuse."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownControl(NotFound):
    """There is no control of that id."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no control “{key}”.", next_step="See the list of controls for their ids.")


class ControlIncomplete(Invalid):
    """A control lacks what every control needs."""

    def __init__(self, key: str, reasons: Sequence[str]) -> None:
        super().__init__(
            f"The control {key} is refused: {' '.join(reasons)}", next_step="Complete it and try again."
        )
        self.reasons = tuple(reasons)


class ControlIdTaken(Conflict):
    """Another control has that id."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There already is a control {key}.", next_step="Take another id.")


class UnknownMapping(Invalid):
    """A control is mapped to something no framework has."""

    def __init__(self, family: str, reference: str) -> None:
        super().__init__(
            f"No edition of the framework “{family}” has “{reference}”.",
            next_step="Map the control to references that the framework's page lists.",
        )


class OwnerMissing(Invalid):
    """A control was to go live or be signed with nobody to answer for it."""

    def __init__(self, key: str, consequence: str = "cannot go live") -> None:
        super().__init__(
            f"{key} has no owner and {consequence}.", next_step="Assign an owner who answers for it."
        )


class OwnerUnfit(Invalid):
    """The proposed owner cannot answer for a control."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} cannot own a control: {reason}.", next_step="Assign somebody else.")


class StepNotPossible(Conflict):
    """The control's state does not lead to the state asked for."""

    def __init__(self, key: str, state: str, wanted: str) -> None:
        super().__init__(
            f"{key} is {state} and cannot become {wanted}.",
            next_step="A control is proposed, adopted, live and retired, in this order.",
        )


class ReasonMissing(Invalid):
    """A decision that has to be explained was not."""

    def __init__(self, decision: str) -> None:
        super().__init__(f"{decision} needs a reason.", next_step="Give the reason; it is kept with it.")


class AlreadyLinked(Conflict):
    """A control is linked with that already."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(f"{key} is linked with {what} already.", next_step="Nothing has to be done.")


class NothingToSign(Invalid):
    """What was chosen is nothing whose design can be signed."""

    def __init__(self, why: str) -> None:
        super().__init__(why, next_step="Choose controls that are adopted or live.")


class SignerOwnsControl(Invalid):
    """Who answers for a control would sign its design for management."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(
            f"{name} answers for {key} and does not sign its design.",
            next_step="Leave it out; somebody else of management signs it.",
        )


class DesignChanged(Conflict):
    """The text of a control is not the one that was looked at."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} was edited since this page was opened, so nothing was signed.",
            next_step="Read it as it is now, then sign.",
        )
