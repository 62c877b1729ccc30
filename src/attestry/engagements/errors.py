"""What engagements refuse."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class UnknownEngagement(NotFound):
    """There is none of that number, or it is not for whoever asks: both are said in the same words."""

    def __init__(self) -> None:
        super().__init__("There is no such engagement.", next_step="See the list of engagements.")


class BehindTheWall(NotAllowed):
    """It belongs to the other side of the engagement."""

    def __init__(self, what: str, *, belongs_to: str) -> None:
        super().__init__(
            f"{what} belongs to {belongs_to}.",
            next_step="The sides are kept apart so that what is concluded is independent.",
        )


class EngagementRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class WrongForKind(Invalid):
    """A report of a kind was to hold what that kind never holds."""

    def __init__(self, kind: str, parts: Sequence[str]) -> None:
        super().__init__(
            f"A {kind} report holds no {' and no '.join(parts)}.",
            next_step="Leave it out, or plan an engagement of the kind that holds it.",
        )


class CannotIssue(Conflict):
    """Something stands against issuing the report of an engagement."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"The report cannot be issued: {'; '.join(missing)}.", next_step="Do these first.")
        self.missing = tuple(missing)


class CannotMoveOn(Conflict):
    """Something has to be done before an engagement goes to its next state."""

    def __init__(self, to: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"The engagement cannot go to “{to}” yet: {'; '.join(missing)}.", next_step="Do these first."
        )
        self.missing = tuple(missing)
