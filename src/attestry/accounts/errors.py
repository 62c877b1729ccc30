"""What accounts refuse, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound


class AddressTaken(Conflict):
    """Another user signs in with this address."""


class LastAdministrator(Conflict):
    """Without this user, nobody could look after the accounts."""


class PasswordTooWeak(Invalid):
    """The password breaks one of the rules for passwords."""


class NoSuchUser(NotFound):
    """Nobody has this address."""


class KeptByTheFirm(NotAllowed):
    """What opens an auditor's account, or makes one of it, is not management's."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message, next_step="A colleague on the same team recovers it; management can only close it."
        )


class CodeRefused(NotAllowed):
    """The one-time code is wrong, too old, or counted before."""

    status = 401

    def __init__(self) -> None:
        super().__init__("This code does not count.", next_step="Wait for the next one and type that.")


class LinkSpent(DomainError):
    """The sign-in link was used, has expired, or never was."""

    status = 410
    exit_code = 4


class TooManyAttempts(DomainError):
    """The limit of sign-in attempts is reached."""

    status = 429
    exit_code = 6
