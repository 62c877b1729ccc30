"""What notices refuse, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class ChannelUnknown(NotFound):
    """There is no such channel, or it was removed."""

    def __init__(self) -> None:
        super().__init__("There is no such channel.", next_step="See the list of channels.")


class ChannelRefused(Invalid):
    """The channel lacks something, or its address is none."""


class NoticeUnknown(NotFound):
    """There is no such notice."""

    def __init__(self) -> None:
        super().__init__("There is no such notice.", next_step="See the outbox.")


class NoticeIsNotGivenUp(Conflict):
    """Only what was given up can be tried anew."""

    def __init__(self) -> None:
        super().__init__(
            "This notice is delivered, or is being tried already.",
            next_step="Only a given-up one is tried anew.",
        )
