"""What accounts refuse, named as sentences."""

from __future__ import annotations

from attestry.kit.errors import Conflict, DomainError, Invalid, NotFound


class AddressTaken(Conflict):
    """Another user signs in with this address."""


class LastAdministrator(Conflict):
    """Without this user, nobody could look after the accounts."""


class PasswordTooWeak(Invalid):
    """The password breaks one of the rules for passwords."""


class NoSuchUser(NotFound):
    """Nobody has this address."""


class LinkSpent(DomainError):
    """The sign-in link was used, has expired, or never was."""

    status = 410
    exit_code = 4


class TooManyAttempts(DomainError):
    """The limit of sign-in attempts is reached."""

    status = 429
    exit_code = 6
