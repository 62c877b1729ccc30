"""The parts that a document for a word processor is made of; a kind's ``word.py`` answers them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a section."""

    words: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, ``label`` in bold before it."""

    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose head repeats on each page; ``empty`` is said where it has no rows."""

    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float] = ()
    empty: str = "None."


Block = Heading | Paragraph | Bullets | Grid
