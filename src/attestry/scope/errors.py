"""What scope refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class NoSystemYet(NotFound):
    """Nothing was set up."""

    def __init__(self) -> None:
        super().__init__("No system is described yet.", next_step="Run “attestry up”, which sets one up.")


class ReasonMissing(Invalid):
    """A decision that has to be explained was not."""

    def __init__(self, decision: str) -> None:
        super().__init__(f"{decision} needs a reason.", next_step="Give the reason; it is kept with it.")


class UnknownCategory(Invalid):
    """There is no such trust services category."""

    def __init__(self, category: str) -> None:
        super().__init__(
            f"There is no category “{category}”.",
            next_step="Choose security, availability, processing integrity, confidentiality or privacy.",
        )


class NothingInScope(Invalid):
    """The last category was to be taken out."""

    def __init__(self) -> None:
        super().__init__(
            "A report needs at least one category.", next_step="Choose another category before this one goes."
        )


class NameTaken(Conflict):
    """Something of that kind and name is already there."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(
            f"There already is a {kind} “{name}”.", next_step=f"Change that {kind}, or take another name."
        )


class NameMissing(Invalid):
    """Something has no name."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"A {kind} needs a name.", next_step="Give it one.")


class NothingToSign(Conflict):
    """The scope changed since it was read, or says what is signed already."""

    def __init__(self, why: str) -> None:
        super().__init__(why, next_step="Read the text that stands on the page now, and decide again.")


class NotSignedBySomebody(Invalid):
    """A signature needs a person."""

    def __init__(self) -> None:
        super().__init__(
            "A scope decision is signed by a person, in that person's own name.",
            next_step="Sign in as the member of management who answers for the scope, and sign.",
        )


class ChangedMeanwhile(Conflict):
    """Somebody else changed a record since it was read."""

    def __init__(self, noun: str, name: str) -> None:
        super().__init__(
            f"Somebody else changed the {noun} “{name}” since you read it.",
            next_step="What you typed is still here, what it says now stands beside it. Keep what is right.",
        )


class FieldRefused(Invalid):
    """One field of a record is wrong; ``field`` names it."""

    def __init__(self, field: str, why: str, next_step: str = "") -> None:
        super().__init__(why, next_step=next_step)
        self.field = field


class UnknownReference(FieldRefused):
    """A criterion that is not in the edition in force, or not in scope."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            "criteria", f"There is no criterion “{reference}” in scope.", "See the list of criteria."
        )
