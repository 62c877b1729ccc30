"""What bridge letters refuse."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class UnknownLetter(NotFound):
    """There is no such letter."""

    def __init__(self) -> None:
        super().__init__("There is no such bridge letter.", next_step="See the list of letters.")


class NoReportToBridge(Conflict):
    """Nothing was issued that a letter could bridge on from, or it was replaced."""

    def __init__(self, why: str) -> None:
        super().__init__(why, next_step="Write the letter for the report that stands.")


class LetterRefused(Invalid):
    """A field that was filled in wrongly; ``field`` names it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")
        self.field = field
        self.why = why


class LetterChanged(Conflict):
    """Somebody else wrote since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else wrote a version meanwhile.",
            next_step="Theirs is below, yours still in the form: bring both together and keep it again.",
        )


class LetterClosed(Conflict):
    """What was signed or withdrawn is not written any more."""

    def __init__(self, state: str) -> None:
        super().__init__(
            f"This letter is {state}, and what it says never changes.",
            next_step="Withdraw it where it is wrong, and write another.",
        )


class CannotGo(Conflict):
    """A letter against which something stands; ``reasons`` are all of it."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(
            f"The letter cannot go out like this. {' '.join(reasons)}", next_step="Settle these first."
        )
        self.reasons = tuple(reasons)


class CannotSign(NotAllowed):
    """Somebody who may not sign it, or not like this."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(why, next_step=next_step)


class CannotReview(Conflict):
    """Somebody who cannot review it."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(why, next_step=next_step)
