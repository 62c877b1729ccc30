"""The list of controls with their status, and how those in scope divide into strong, weak and missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.controls.models import Control
from attestry.controls.queries.listing import (
    ControlFilters,
    ControlLine,
    ControlList,
    control_list,
    every_line,
)
from attestry.controls.rules.control import applies
from attestry.readiness.queries.standings import ControlStanding, control_standings
from attestry.readiness.rules.judgement import Strength, strength
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories

OUT_OF_USE = "not_in_use"


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A control of the list; ``standing`` is None while it is not in use."""

    line: ControlLine
    standing: ControlStanding | None

    @property
    def outcome(self) -> str:
        """Its outcome, or that it is not in use."""
        return self.standing.outcome.value if self.standing else OUT_OF_USE

    @property
    def depth_name(self) -> str:
        """What it stands on, as addresses say it; empty while it is not in use."""
        return self.standing.depth.name.lower() if self.standing else ""


@dataclass(frozen=True, slots=True)
class ControlRows:
    """The rows asked for, and the counts over all controls."""

    rows: tuple[ControlRow, ...]
    everything: ControlList
    by_outcome: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ControlTable:
    """Every control that the scope brings or that is in use, each with one strength."""

    rows: tuple[ControlRow, ...]

    def of(self, wanted: Strength) -> tuple[ControlRow, ...]:
        """The controls of one strength."""
        return tuple(one for one in self.rows if strength_of(one) is wanted)

    @property
    def by_strength(self) -> Mapping[Strength, int]:
        """How many controls have each strength."""
        return Counter(strength_of(one) for one in self.rows)


def strength_of(row: ControlRow) -> Strength:
    """How a row's control stands."""
    return strength(row.standing.outcome if row.standing else None)


def control_rows(filters: ControlFilters, *, at: datetime, known_at: datetime | None = None) -> ControlRows:
    """The controls that fit with their status, in a constant number of queries."""
    found = control_list(filters)
    standing = control_standings(at, known_at)
    rows = tuple(ControlRow(line, standing.get(line.key)) for line in found.controls)
    counts = Counter(one.outcome.value for one in standing.values())
    counts[OUT_OF_USE] = found.total - sum(counts.values())
    return ControlRows(rows, found, counts)


def control_table(system: System, standing: Mapping[str, ControlStanding]) -> ControlTable:
    """The controls in scope: the applicable ones of the library, and whatever is in use."""
    chosen = chosen_categories(system)
    when = dict(Control.objects.values_list("key", "applies_when"))
    return ControlTable(
        tuple(
            ControlRow(line, standing.get(line.key))
            for line in every_line()
            if line.key in standing or applies(when[line.key], chosen, uses_ai=system.uses_ai)
        )
    )
