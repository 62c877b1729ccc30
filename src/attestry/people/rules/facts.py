"""What is written down about one person, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.people.rules.employment import Engagement

_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_LONGEST = {"email": 254, "name": 200, "title": 200, "team": 100}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person as the register keeps them; empty texts and None where nothing is said."""

    email: str
    name: str
    started_on: date
    engagement: str = Engagement.EMPLOYEE.value
    title: str = ""
    team: str = ""
    manager_email: str = ""
    ended_on: date | None = None

    def record(self) -> dict[str, Any]:
        """The facts as the journal writes them down."""
        said = asdict(self)
        for key in ("started_on", "ended_on"):
            said[key] = said[key].isoformat() if said[key] else None
        return said

    def digest(self) -> str:
        """What a form carries to say which state it was made from."""
        return sha256_hex(canonical_json(self.record()))


FIELDS: tuple[str, ...] = tuple(one.name for one in fields(PersonFacts))


def complaints(said: PersonFacts) -> Iterator[tuple[str, str]]:
    """Each field that is wrong by itself, and why."""
    if not _ADDRESS.fullmatch(said.email):
        yield "email", f"“{said.email[:80]}” is no mail address"
    if not said.name:
        yield "name", "a person needs a name"
    for key, most in _LONGEST.items():
        if len(getattr(said, key)) > most:
            yield key, f"is longer than {most} characters"
    if said.engagement not in set(Engagement):
        yield "engagement", f"“{said.engagement[:40]}” is none of {', '.join(Engagement)}"
    if said.ended_on is not None and said.ended_on < said.started_on:
        yield "ended_on", f"the last day {said.ended_on} lies before the first, {said.started_on}"
    if said.manager_email and said.manager_email == said.email:
        yield "manager_email", "nobody reports to themselves"


def changed(before: PersonFacts, after: PersonFacts) -> tuple[str, ...]:
    """The fields in which two states of one person differ."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
