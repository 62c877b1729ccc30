"""One line of a record that a description rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record: what it is, what it says, and where it stands."""

    name: str
    words: str
    url: str = ""
    must_be_named: bool = False
