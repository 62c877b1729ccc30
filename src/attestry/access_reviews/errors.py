"""What access reviews refuse."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class ReviewUnknown(NotFound):
    """There is no such review."""

    def __init__(self) -> None:
        super().__init__("There is no such access review.", next_step="See the list of access reviews.")


class ReviewRefused(Invalid):
    """A review cannot be opened, decided or closed like this."""


class SystemUnknown(NotFound):
    """No such system can be marked."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"No sealed list of accounts has a system “{name}”.", next_step="Connect it, and collect."
        )


class ReviewClosed(Conflict):
    """What was decided in a closed review stays."""

    def __init__(self) -> None:
        super().__init__("This review is closed; its decisions stay.", next_step="Open a new review.")


class SelfReview(NotAllowed):
    """Somebody would decide on their own access."""

    def __init__(self, name: str, accounts: Sequence[str]) -> None:
        told = ", ".join(accounts[:5])
        super().__init__(
            f"{name} would decide on their own access: {told}. Nothing was decided.",
            next_step="Leave these out; somebody else decides on them.",
        )
