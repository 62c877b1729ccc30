"""What readers are refused, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound


class MailboxRefused(Invalid):
    """The mail address is none, or holds characters that deceive."""


class PeriodRefused(Invalid):
    """A grant would last too short or too long."""


class WordsMissing(Invalid):
    """Something that has to be said was left empty."""


class RuleRefused(Invalid):
    """A rule would let in whoever wants."""


class AlreadyDecided(Conflict):
    """Somebody decided before, or the mail address was not proved yet."""


class AlreadyThere(Conflict):
    """The same stands already."""


class AlreadyEnded(Conflict):
    """Somebody ended it before."""

    def __init__(self) -> None:
        super().__init__("This has ended already.", next_step="Nothing is left to do.")


class NothingOnOffer(Conflict):
    """The engagement has no issued report that could be read."""


class UnknownReader(NotFound):
    """No reader, request, rule or grant of that name."""

    def __init__(self) -> None:
        super().__init__("There is nothing of that name here.", next_step="Go back to the list.")


class GrantEnded(NotAllowed):
    """What was granted has expired or was revoked; said without naming what else exists."""

    def __init__(self) -> None:
        super().__init__("Your access to this has ended.", next_step="Ask for access again.")


class ReaderLinkSpent(DomainError):
    """The link was used, has expired, or never was; the same words for each."""

    status = 410
    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "This link was used before, or is too old.", next_step="Ask for a new one on the sign-in page."
        )


class TooManyAsked(DomainError):
    """Too many requests from one place or for one mailbox."""

    status = 429
    exit_code = 6

    def __init__(self) -> None:
        super().__init__("That was asked too often.", next_step="Wait a quarter of an hour, then try again.")
