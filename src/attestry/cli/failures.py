"""Refusals as words on standard error: what happened, why it matters, what to do next."""

from __future__ import annotations

import errno
import sqlite3
from typing import TextIO

from attestry.kit.errors import Broken, Conflict, DomainError, Invalid, NotAllowed, NotFound, Unavailable

_WHY: tuple[tuple[type[DomainError], str], ...] = (
    (Broken, "Evidence that does not match its own digests cannot be relied on."),
    (Conflict, "Two acts on one thing at one time would lose one of them; nothing was changed."),
    (Invalid, "Bad input is refused whole; nothing was changed."),
    (NotAllowed, "Roles keep duties apart; nothing was changed."),
    (NotFound, "Without it there is nothing to act on; nothing was changed."),
    (Unavailable, "Attestry needs it to go on; what was finished before is kept."),
)
_DISK_FULL = Unavailable(
    "The disk is full.",
    next_step="Free some space and run the command again; it goes on where it stopped.",
    code="DiskFull",
)
_DATABASE_BUSY = Unavailable(
    "The database did not answer in time.",
    next_step="Another act holds it. Try again in a moment; “attestry doctor” says more.",
    code="DatabaseBusy",
)


def exit_code_of(error: BaseException, stream: TextIO) -> int | None:
    """Write a foreseen refusal to ``stream`` and answer its exit code; None for a mistake of ours."""
    refusal = _foreseen(error)
    if refusal is None:
        return None
    print(f"What happened:   {refusal.message}", file=stream)
    print(f"Why it matters:  {_why(refusal)}", file=stream)
    if refusal.next_step:
        print(f"What to do next: {refusal.next_step}", file=stream)
    return refusal.exit_code


def _why(refusal: DomainError) -> str:
    found = (why for kind, why in _WHY if isinstance(refusal, kind))
    return next(found, "The command could not do what was asked; nothing was half-written.")


def _foreseen(error: BaseException | None) -> DomainError | None:
    """The refusal that an error, or what caused it, stands for."""
    while error is not None:
        if isinstance(error, DomainError):
            return error
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _DISK_FULL
        if isinstance(error, sqlite3.OperationalError):
            is_full = "full" in str(error) or "disk I/O" in str(error)
            return _DISK_FULL if is_full else _DATABASE_BUSY if "locked" in str(error) else None
        if isinstance(error, PermissionError):
            return Unavailable(
                f"{error.filename} may not be read or written by this user.",
                next_step="Run the command as the user who owns the home, or correct the file's owner.",
                code="FileNotPermitted",
            )
        error = error.__cause__
    return None
