"""What a source says while it is read: rows, gaps, coverage, provenance. Never a verdict.

A source's stream is a function ``collect(session) -> Iterator[Observation]``. It yields
rows as it gets them, so that memory does not grow with the source; and wherever it could
not see, it yields a :class:`Gap` that says what and why, instead of leaving a hole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any


class Reason(StrEnum):
    """Why something was not seen."""

    PERMISSION = "permission"
    THROTTLED = "throttled"
    INCOMPLETE = "incomplete"
    UNREACHABLE = "unreachable"
    UNSUPPORTED = "unsupported"
    MALFORMED = "malformed"
    STALE = "stale"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one declared table. Values are ``str int float bool datetime date None``.

    Instants are aware; a column left out is None, which says: the source has no such value.
    """

    table: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was there to be seen and was not.

    Without ``item_id``: the table as a whole is not fully seen, and absence of a row means
    nothing. With it: that item exists, and ``columns`` of it (all, where empty) are unknown.
    """

    table: str
    reason: Reason
    detail: str
    item_id: str | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """A denominator: how many accounts, regions, pages were expected, and how many seen."""

    what: str
    expected: int
    seen: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """As whom, where, and by which question the rows were obtained."""

    principal: str = ""
    endpoint: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where an event stream got to; handed back as ``session.cursor`` at the next collection."""

    value: str


Observation = Rows | Gap | Coverage | Provenance | Cursor


@dataclass(frozen=True, slots=True)
class Session:
    """What a source is given for one collection of one stream."""

    settings: Mapping[str, Any]
    secrets: Mapping[str, str]
    now: datetime
    scratch: Path
    cursor: str | None = None
    progress: Callable[[str], None] = field(default=lambda _text: None)


Collect = Callable[[Session], Iterator[Observation]]


class SourceUnavailable(Exception):
    """Raised by a source that can say nothing at all: the whole stream is unknown."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
