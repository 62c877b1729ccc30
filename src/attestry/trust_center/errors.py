"""What the trust center refuses."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotFound


class PageRefused(Invalid):
    """A field that was filled in wrongly."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", next_step="Correct this field; nothing was changed.")


class NothingBacksIt(Conflict):
    """Something that cannot be shown to the world."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__(f"“{title}” cannot be shown: {why}", next_step="Nothing was changed.")


class UnknownItem(NotFound):
    """Nothing of that kind and key is there."""

    def __init__(self) -> None:
        super().__init__("There is no such item.", next_step="Reload the page and choose again.")


class LogoRefused(Invalid):
    """A picture that is not taken as a logo."""

    def __init__(self, why: str) -> None:
        super().__init__(f"file: {why}", next_step="Choose a PNG, JPEG or WebP of at most 2 MB.")


class LinkOver(NotFound):
    """A link of a mail that leads nowhere any more."""

    def __init__(self) -> None:
        super().__init__(
            "This link is not valid, or no longer.", next_step="Ask for the updates again to get a new one."
        )
