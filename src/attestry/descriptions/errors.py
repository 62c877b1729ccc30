"""What descriptions refuse."""

from __future__ import annotations

from collections.abc import Mapping

from attestry.kit.errors import Conflict, Invalid, NotFound


class UnknownCriterion(NotFound):
    """The engagement's description has no such criterion."""

    def __init__(self) -> None:
        super().__init__("The description has no such criterion.", next_step="See the description.")


class PassageRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class PassageChanged(Conflict):
    """Somebody else wrote since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else wrote a version meanwhile.",
            next_step="Yours is below, theirs beside it: bring both together and keep it again.",
        )


class NotComplete(Conflict):
    """A description that lacks something is not final."""

    def __init__(self, lacks: Mapping[int, tuple[str, ...]]) -> None:
        told = "; ".join(f"DC {number}: {', '.join(each)}" for number, each in sorted(lacks.items()))
        super().__init__(f"The description cannot be final yet. {told}.", next_step="Write these first.")
        self.lacks = dict(lacks)


class CannotSign(Conflict):
    """The assertion cannot be signed like this."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(why, next_step=next_step)
