"""What workpapers refuse."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownWorkpaper(NotFound):
    """There is no such workpaper in the engagement."""

    def __init__(self) -> None:
        super().__init__("There is no such workpaper.", next_step="See the engagement's workpapers.")


class WorkRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class NoOperationInType1(Invalid):
    """A Type 1 speaks of one day: nothing about operation is tested or concluded in it (AT-C 205)."""

    def __init__(self) -> None:
        super().__init__(
            "A Type 1 holds no test of operation and no result of one.",
            next_step="Plan a Type 2 over the period in which the control operated.",
        )


class CannotConclude(Conflict):
    """A conclusion would rest on too little."""

    def __init__(self, lacks: Sequence[str]) -> None:
        super().__init__(f"This cannot be concluded yet: {'; '.join(lacks)}.", next_step="Do these first.")
        self.lacks = tuple(lacks)


class OwnReview(Conflict):
    """Somebody would review what they prepared."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} worked on this paper and cannot review it.",
            next_step="Let somebody else of the team review it.",
        )


class WorkIsOver(Conflict):
    """The engagement is issued, closed or withdrawn; its workpapers stay as they are."""

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The engagement is {state.lower()}: its workpapers are not changed any more.",
            next_step="Work on the engagement that renews it.",
        )
