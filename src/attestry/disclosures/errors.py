"""What is refused about files that are handed out, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import DomainError, Invalid, NotAllowed, NotFound


class FileRefused(Invalid):
    """A file that cannot be shared: no PDF, too large, or closed by a password."""


class UnknownFile(NotFound):
    """Nothing of that name goes with this grant."""

    def __init__(self) -> None:
        super().__init__("There is no such file here.", next_step="Go back to what you may read.")


class ViewOnly(NotAllowed):
    """The grant lets read in the browser, and not download."""

    def __init__(self) -> None:
        super().__init__(
            "You may read this here, page by page, and not download it.",
            next_step="Ask for a copy if you need one.",
        )


class DownloadExpired(DomainError):
    """The link was made for another reader, or is older than ten minutes."""

    status = 410
    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "This link is not yours, or is too old.", next_step="Open the list again and download from there."
        )


class TooManyPages(DomainError):
    """One reader opens pages faster than anybody reads."""

    status = 429
    exit_code = 6

    def __init__(self) -> None:
        super().__init__("That was too fast.", next_step="Wait a minute, then go on reading.")


class NoStamp(NotFound):
    """Nothing in the file says whose copy it was."""

    def __init__(self) -> None:
        super().__init__(
            "No stamp was found in this file.",
            next_step="If you can read one on a page, type its number and code instead.",
        )
