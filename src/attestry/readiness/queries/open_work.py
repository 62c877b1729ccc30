"""What is still open today on the way to a report: every lack with the controls and criteria that have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.controls.rules.control import State
from attestry.effectiveness.rules.status import Depth
from attestry.kit.remembered import remembered
from attestry.readiness.queries.controls import ControlRow, control_table
from attestry.readiness.queries.standings import Standings, standings
from attestry.readiness.rules.lacks import Lack, lacks_of
from attestry.scope.models import System
from attestry.scope.queries.categories import the_system
from attestry.scope.queries.records import inapplicable_reasons
from attestry.ui.words import counted_words


@dataclass(frozen=True, slots=True)
class Lacking:
    """A control or a criterion that lacks something."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Everything open; ``controls`` are those in scope that nobody decided against, ``retired`` the rest."""

    controls: int
    in_use: int
    retired: tuple[Lacking, ...]
    criteria: int
    lacking: Mapping[Lack, tuple[Lacking, ...]]

    @property
    def counts(self) -> dict[Lack, int]:
        """How many have each lack."""
        return {lack: len(self.lacking[lack]) for lack in Lack}

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each lack that there is as a sentence with the first few that have it."""
        return tuple(_sentence(lack, found) for lack, found in self.lacking.items() if found)


def open_work(system: System, *, at: datetime, found: Standings | None = None) -> OpenWork:
    """The lacks as of ``at``, in a constant number of queries; ``found`` where it is at hand."""
    found = found or standings(system, at=at)
    rows = control_table(system, found.controls).rows
    kept = [row for row in rows if row.line.state is not State.RETIRED]
    lacking: dict[Lack, list[Lacking]] = {lack: [] for lack in Lack}
    for one in found.in_scope:
        if one.rating is None:
            lacking[Lack.UNRATED].append(Lacking(one.reference, one.criterion.title))
    lacking[Lack.NO_CONTROL] = _without_control(found, kept)
    for row in kept:
        for lack in _lacks(row):
            lacking[lack].append(_lacking(row))
    return OpenWork(
        controls=len(kept),
        in_use=sum(row.standing is not None for row in kept),
        retired=tuple(_lacking(row) for row in rows if row.line.state is State.RETIRED),
        criteria=len(found.in_scope),
        lacking={lack: tuple(having) for lack, having in lacking.items()},
    )


@remembered
def open_today(at: datetime) -> OpenWork:
    """What is open as of an instant in the system that there is. Raises NoSystemYet."""
    return open_work(the_system(), at=at)


def _without_control(found: Standings, kept: list[ControlRow]) -> list[Lacking]:
    spoken_to = {reference for row in kept for reference in row.line.criteria}
    wanting = [one for one in found.in_scope if one.reference not in spoken_to]
    left_out = inapplicable_reasons(found.system) if wanting else {}
    return [Lacking(one.reference, one.criterion.title) for one in wanting if one.reference not in left_out]


def _lacking(row: ControlRow) -> Lacking:
    return Lacking(row.line.key, row.line.title)


def _lacks(row: ControlRow) -> tuple[Lack, ...]:
    standing = row.standing
    return lacks_of(
        row.line.state,
        has_owner=bool(row.line.owner_email),
        outcome=standing.outcome if standing else None,
        has_evidence=standing is not None and standing.depth > Depth.NOTHING,
    )


def _sentence(lack: Lack, found: tuple[Lacking, ...], most: int = 3) -> str:
    named = ", ".join(one.reference for one in found[:most])
    more = f" and {len(found) - most} more" if len(found) > most else ""
    count = counted_words(len(found), lack.noun, lack.nouns)
    return f"{count} {lack.label}: {named}{more}."
