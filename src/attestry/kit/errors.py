"""The errors a person can act on: what happened, and what to do next.

Six kinds cover every refusal. Each carries a stable ``code`` for machines, a ``message``
that says what happened, and a ``next_step`` that says what to do. The page, the command
line and the log all show the same three.
"""

from __future__ import annotations


class DomainError(Exception):
    """A refusal that was foreseen. ``status`` is the HTTP status, ``exit_code`` the shell's."""

    status = 400
    exit_code = 1

    def __init__(self, message: str, *, next_step: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.code = code or type(self).__name__

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class Invalid(DomainError):
    """What was handed in is not well-formed, or breaks a rule of the domain."""

    status = 422
    exit_code = 2


class NotAllowed(DomainError):
    """The actor lacks the permission for this act on this subject."""

    status = 403
    exit_code = 3


class NotFound(DomainError):
    """Nothing of that name exists here."""

    status = 404
    exit_code = 4


class Conflict(DomainError):
    """Somebody else changed or holds the subject at this moment."""

    status = 409
    exit_code = 5


class Unavailable(DomainError):
    """Something outside that is needed did not answer: a disk, a network, a source."""

    status = 503
    exit_code = 6


class Broken(DomainError):
    """Sealed evidence or the journal does not match its own digests."""

    status = 500
    exit_code = 7
