"""A gap: what stands between the program as it is and as it has to be, whichever room found it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GapKind(StrEnum):
    """What is wanting: a control that is missing, one that is inadequate, or one that did not operate."""

    MISSING = "missing"
    INADEQUATE = "inadequate"
    NOT_OPERATING = "not_operating"


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap. ``key`` stays the same as long as the gap is the same (``policy:access-control:overdue``).

    ``controls`` and ``criteria`` are those that it weakens; ``url`` is where it is closed; ``owner`` the
    number of the person who keeps what it is of, such as a risk, where there is one.
    """

    key: str
    title: str
    why: str
    kind: GapKind
    controls: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    url: str = ""
    since: datetime | None = None
    owner: int | None = None
