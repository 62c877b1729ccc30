"""What other rooms say of an entry: that something of theirs rests on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on an entry, with its address."""

    kind: str
    label: str
    outcome: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Uses:
    """Everything of one room that rests on an entry; ``lines`` are the first of ``total``."""

    title: str
    words: str
    lines: tuple[Use, ...]
    total: int
