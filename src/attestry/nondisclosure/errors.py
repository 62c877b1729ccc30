"""What is refused about agreements, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, Invalid, NotAllowed, NotFound


class AgreementRefused(Invalid):
    """The text, the signature or the file lacks something."""


class TextChanged(Conflict):
    """The text that was read is not the one in force any more."""

    def __init__(self) -> None:
        super().__init__(
            "The agreement was changed while you read it. Nothing was signed.",
            next_step="Read it again; what changed is what is now in force.",
        )


class SignedBefore(Conflict):
    """The same signature was sent before, or the reader is bound already."""

    def __init__(self) -> None:
        super().__init__("This was signed before.", next_step="Your copy is on the page of the agreement.")


class TicketSpent(Conflict):
    """The form was not made for this reader and text, or is too old."""

    def __init__(self) -> None:
        super().__init__(
            "This form is not yours, or is older than a day. Nothing was signed.",
            next_step="Open the agreement again and sign it there.",
        )


class UnknownAgreement(NotFound):
    """No version, signature or paper of that name."""

    def __init__(self) -> None:
        super().__init__("There is nothing of that name here.", next_step="Go back to the list.")


class NotBound(NotAllowed):
    """The reader has signed nothing that is in force."""

    def __init__(self) -> None:
        super().__init__("First comes the agreement.", next_step="Read and sign it, then open the report.")
