"""How much is behind the program: depth by control and criterion, the checkbox index, paper and outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.controls.rules.coverage import AutomationRatio, automation_ratio
from attestry.effectiveness.queries.checkbox import CheckboxFigures, checkbox
from attestry.effectiveness.queries.outcome_measures import Trends, outcome_trends
from attestry.effectiveness.rules.divergence import Paper, diverges
from attestry.effectiveness.rules.status import Depth
from attestry.readiness.queries.controls import ControlRow, control_table
from attestry.readiness.queries.standings import ControlStanding, CriterionStanding, Standings, standings
from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class CriterionDepth:
    """One criterion in scope with every control in scope that speaks to it, in use or not.

    ``by_depth`` counts them by what they stand on; one that is not in use stands on nothing.
    """

    standing: CriterionStanding
    by_depth: Mapping[Depth, int]
    automation: AutomationRatio
    not_in_use: int

    @property
    def total(self) -> int:
        """All controls in scope that speak to it: the denominator of everything said here."""
        return self.automation.total


@dataclass(frozen=True, slots=True)
class Assurance:
    """The page of [from_at, at). ``rows`` are the controls in scope, whether or not they are in use."""

    from_at: datetime
    at: datetime
    rows: tuple[ControlRow, ...]
    by_depth: Mapping[Depth, tuple[ControlStanding, ...]]
    criteria: tuple[CriterionDepth, ...]
    automation: AutomationRatio
    checkbox: CheckboxFigures
    paper: Paper
    trends: Trends

    @property
    def in_use(self) -> int:
        """How many of them are in use."""
        return sum(one.standing is not None for one in self.rows)

    @property
    def on_populations(self) -> int:
        """How many stand on a whole population, at least now."""
        return sum(len(self.by_depth.get(one, ())) for one in Depth if one >= Depth.POPULATION)

    @property
    def by_criterion(self) -> Mapping[Depth, int]:
        """How many criteria in scope have each depth as their deepest."""
        return Counter(one.standing.depth for one in self.criteria)

    @property
    def diverges(self) -> bool:
        """Whether there is much paper and little outcome."""
        return diverges(self.paper.share, self.trends.now.promises.share)


def assurance(
    system: System, *, from_at: datetime, at: datetime, known_at: datetime | None = None
) -> Assurance:
    """How much is behind the program over [from_at, at), in a constant number of queries."""
    found = standings(system, at=at, known_at=known_at, from_at=from_at)
    rows = control_table(system, found.controls).rows
    in_use = [one.standing for one in rows if one.standing]
    return Assurance(
        from_at=from_at,
        at=at,
        rows=rows,
        by_depth=_by_depth(in_use),
        criteria=_criteria(found, rows),
        automation=automation_ratio(one.line.execution for one in rows),
        checkbox=checkbox(
            from_at=from_at, at=at, known_at=known_at, statuses={one.key: one.status for one in in_use}
        ),
        paper=paper_of(rows),
        trends=outcome_trends(from_at=from_at, at=at, known_at=known_at),
    )


def paper_of(rows: Iterable[ControlRow]) -> Paper:
    """What is there on paper of the controls in scope."""
    listed = list(rows)
    return Paper(
        controls=len(listed),
        in_use=sum(one.standing is not None for one in listed),
        owned=sum(bool(one.line.owner) and one.standing is not None for one in listed),
        documented=sum(one.standing is not None and _is_documented(one.standing) for one in listed),
    )


def _is_documented(one: ControlStanding) -> bool:
    return bool(one.documents) or any(test.is_manual for test in one.status.tests)


def _by_depth(in_use: Iterable[ControlStanding]) -> dict[Depth, tuple[ControlStanding, ...]]:
    found: dict[Depth, list[ControlStanding]] = {one: [] for one in Depth}
    for one in in_use:
        found[one.depth].append(one)
    return {depth: tuple(standing) for depth, standing in found.items()}


def _criteria(found: Standings, rows: Iterable[ControlRow]) -> tuple[CriterionDepth, ...]:
    speaking: dict[str, list[ControlRow]] = {}
    for row in rows:
        for reference in row.line.criteria:
            speaking.setdefault(reference, []).append(row)
    return tuple(_criterion(one, speaking.get(one.reference, [])) for one in found.in_scope)


def _criterion(standing: CriterionStanding, rows: list[ControlRow]) -> CriterionDepth:
    return CriterionDepth(
        standing,
        Counter(one.standing.depth if one.standing else Depth.NOTHING for one in rows),
        automation_ratio(one.line.execution for one in rows),
        sum(one.standing is None for one in rows),
    )
