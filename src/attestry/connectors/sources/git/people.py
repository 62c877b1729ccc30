"""People as git writes them: ``Name <address>``, in identity lines and in trailers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

NAME_LENGTH = 200
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address in lower case; either may be missing."""

    name: str | None
    email: str | None

    @property
    def label(self) -> str | None:
        """What the person is known by: the address, or else the name."""
        return self.email or self.name


def parse_person(text: str) -> Person:
    """``Ann Example <ann@example.org>``, a bare address, or any other name of somebody."""
    before, bracket, after = text.partition("<")
    if bracket:
        return Person(_kept(before), _kept(after.partition(">")[0].lower()))
    if _ADDRESS.fullmatch(text.strip()):
        return Person(None, _kept(text.lower()))
    return Person(_kept(text), None)


def parse_identity(line: str) -> tuple[Person, datetime | None]:
    """The person and instant of ``Name <address> 1767225600 +0100``.

    The instant is None where it is no number, or lies outside the years 1 to 9999.
    """
    name, _, rest = line.partition("<")
    address, _, instant = rest.rpartition(">")
    return Person(_kept(name), _kept(address.lower())), instant_of(instant.strip().partition(" ")[0])


def instant_of(seconds: str) -> datetime | None:
    """The instant of a number of seconds since 1970; None where it is no number or too far away."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _kept(text: str) -> str | None:
    return text.strip()[:NAME_LENGTH] or None
