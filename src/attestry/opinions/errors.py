"""What opinions refuse."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class OpinionRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class CannotApprove(Conflict):
    """An opinion that cannot be approved like this."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(why, next_step=next_step)


class UnknownIssue(NotFound):
    """Nothing of that number was issued or shared."""

    def __init__(self) -> None:
        super().__init__("Nothing of that number was issued or shared.", next_step="See the report's page.")
