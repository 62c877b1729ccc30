"""The criteria in small: how each in scope stands, and which that does not hold is the nearest to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.status import ControlStatus, criteria_of
from attestry.effectiveness.rules.status import Depth
from attestry.frameworks.errors import UnknownFramework
from attestry.frameworks.queries.criteria import CriteriaMap, criteria_map
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion on the small map."""

    id: str
    title: str
    outcome: str
    depth: int


@dataclass(frozen=True, slots=True)
class Series:
    """One series of criteria on the small map."""

    id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A criterion that does not hold, and of how many of its controls something passes."""

    reference: str
    passing: int
    control_count: int


def series_of(controls: Mapping[str, ControlStatus]) -> tuple[Series, ...]:
    """The criteria in scope by series, each as it stands."""
    statuses = criteria_of(controls)
    answer = []
    for group in _map().categories:
        for section in group.sections:
            cells = []
            for line in section.criteria:
                status = statuses.get(line.reference)
                outcome = status.outcome if status else Outcome.UNKNOWN
                depth = status.depth if status else Depth.NOTHING
                cells.append(Cell(line.reference, line.title, outcome.value, int(depth)))
            answer.append(Series(section.key, section.title, tuple(cells)))
    return tuple(answer)


def nearest_of(series: Sequence[Series], controls: Mapping[str, ControlStatus]) -> Nearest | None:
    """Of the criteria in scope that do not hold, the one that lacks the fewest controls; None: no pass."""
    statuses = criteria_of(controls)
    found = []
    for cell in (cell for one in series for cell in one.cells if cell.outcome != Outcome.PASS.value):
        if status := statuses.get(cell.id):
            passing = sum(one.outcome is Outcome.PASS for one in status.controls)
            if passing:
                found.append(Nearest(cell.id, passing, len(status.controls)))
    return min(found, key=lambda one: (one.control_count - one.passing, -one.passing), default=None)


def _map() -> CriteriaMap:
    """The criteria in scope; an empty map before the library was read."""
    system = System.objects.order_by("created_at", "pk").first()
    try:
        return criteria_map(chosen=chosen_categories(system) if system else None)
    except UnknownFramework:
        return CriteriaMap("", "", None, "", ())
