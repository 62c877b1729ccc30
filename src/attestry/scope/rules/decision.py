"""The scope as statements: their exact text, its digest, and how two versions differ.

A statement belongs to a section and is about one thing; the thing is the same as long as section
and name are. So a version is compared with another thing by thing, not line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attestry.kit.digest import sha256_hex

NO_DRIVER = "Nobody is recorded who asks for it: no contract, prospect, regulator or board."


class DriverKind(StrEnum):
    """Who asks for a category."""

    CONTRACT = "contract"
    PROSPECT = "prospect"
    REGULATOR = "regulator"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the scope says. ``why`` and ``since`` are of the thing, and not part of what is said."""

    section: str
    name: str
    says: str
    why: str = ""
    since: date | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """What it is about."""
        return self.section, self.name

    def record(self) -> dict[str, str]:
        """The statement as a decision keeps it."""
        return {"section": self.section, "name": self.name, "says": self.says}


@dataclass(frozen=True, slots=True)
class Change:
    """A thing of which two versions say something different."""

    earlier: Statement
    later: Statement


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later version adds, drops and says differently, in reading order."""

    added: tuple[Statement, ...]
    dropped: tuple[Statement, ...]
    changed: tuple[Change, ...]

    @property
    def count(self) -> int:
        """How many things differ."""
        return len(self.added) + len(self.dropped) + len(self.changed)


def from_records(records: Iterable[Mapping[str, str]]) -> tuple[Statement, ...]:
    """The statements that a decision kept."""
    return tuple(Statement(one["section"], one["name"], one["says"]) for one in records)


def text_of(system: str, statements: Iterable[Statement]) -> str:
    """The exact text that is signed: a heading for each section, a line for each statement."""
    lines = [f"Scope of the system “{system}”"]
    section = ""
    for one in statements:
        if one.section != section:
            section = one.section
            lines += ["", section]
        lines.append(f"- {_one_line(one.name)}: {_one_line(one.says)}")
    return "\n".join(lines) + "\n"


def digest_of(text: str) -> str:
    """What a signature binds: the SHA-256 of the text's UTF-8 bytes."""
    return sha256_hex(text.encode())


def difference(earlier: Iterable[Statement], later: Iterable[Statement]) -> Difference:
    """How ``later`` differs from ``earlier``, matched by what each statement is about."""
    before = {one.subject: one for one in earlier}
    after = {one.subject: one for one in later}
    return Difference(
        added=tuple(one for subject, one in after.items() if subject not in before),
        dropped=tuple(one for subject, one in before.items() if subject not in after),
        changed=tuple(
            Change(before[subject], one)
            for subject, one in after.items()
            if subject in before and before[subject].says != one.says
        ),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
