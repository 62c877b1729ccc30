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
