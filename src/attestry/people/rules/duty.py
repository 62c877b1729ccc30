"""What somebody owes: one thing to do by a day, whichever room asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that one person has to do.

    ``kind`` is the noun (policy, training, access review, task); ``url`` is where it is done, and ``verb``
    what is done there; ``done_on`` is None as long as it is owed.
    """

    kind: str
    title: str
    url: str
    due_on: date | None
    done_on: date | None = None
    verb: str = "Open"
    icon: str = "dot"

    def is_overdue(self, on: date) -> bool:
        """Whether it is owed, and its day is over."""
        return self.done_on is None and self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes, by how near it is; each by its day."""

    overdue: tuple[Duty, ...]
    soon: tuple[Duty, ...]
    later: tuple[Duty, ...]

    @property
    def first(self) -> Duty | None:
        """The one next thing."""
        return next(iter((*self.overdue, *self.soon, *self.later)), None)

    @property
    def groups(self) -> tuple[tuple[str, tuple[Duty, ...]], ...]:
        """What comes after the one next thing, with the words for it."""
        named = (("Overdue", self.overdue), ("Within a week", self.soon), ("Later", self.later))
        left = ((words, tuple(one for one in duties if one is not self.first)) for words, duties in named)
        return tuple((words, duties) for words, duties in left if duties)


SOON = timedelta(days=7)


def owed(duties: Iterable[Duty], on: date) -> Owed:
    """What is owed of these on a day; without a day it is owed later."""
    left = [one for one in duties if one.done_on is None]
    soon = [one for one in left if one.due_on is not None and on <= one.due_on <= on + SOON]
    overdue = [one for one in left if one.is_overdue(on)]
    later = [one for one in left if one not in soon and one not in overdue]
    return Owed(tuple(overdue), tuple(soon), tuple(later))
