"""How every control and criterion stands as of an instant, joined with what people said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.controls.rules.coverage import AutomationRatio, automation_ratio
from attestry.effectiveness.queries.status import ControlStatus, control_statuses
from attestry.effectiveness.rules.status import Depth, criterion_outcome
from attestry.frameworks.queries.criteria import CriteriaMap, criteria_in_scope, criteria_map
from attestry.frameworks.queries.lines import CriterionLine
from attestry.frameworks.rules import TRUST_SERVICES, is_in_scope
from attestry.readiness.queries.depths import USUAL, depths
from attestry.readiness.queries.documents import documents_by_control
from attestry.readiness.queries.ratings import RatingLine, ratings
from attestry.readiness.rules.judgement import Gap, disagreement, gap_of
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@dataclass(frozen=True, slots=True)
class ControlStanding:
    """A control in use as of an instant, with what it stands on."""

    status: ControlStatus
    depth: Depth
    documents: int

    @property
    def control(self) -> Control:
        """The control itself."""
        return self.status.control

    @property
    def key(self) -> str:
        """Its id."""
        return self.status.control.key

    @property
    def outcome(self) -> Outcome:
        """Its outcome from its tests."""
        return self.status.outcome

    @property
    def gap(self) -> Gap | None:
        """The kind of gap it is, if it is one."""
        return gap_of(self.status.outcome, has_control=True)


@dataclass(frozen=True, slots=True)
class CriterionStanding:
    """One criterion as of an instant: its controls in use, what they come to, and its rating."""

    criterion: CriterionLine
    section_title: str
    is_in_scope: bool
    outcome: Outcome
    depth: Depth
    controls: tuple[ControlStanding, ...]
    automation: AutomationRatio
    rating: RatingLine | None

    @property
    def reference(self) -> str:
        """Its reference, such as CC6.1."""
        return self.criterion.reference

    @property
    def gap(self) -> Gap | None:
        """The kind of gap it is, if it is one."""
        return gap_of(self.outcome, has_control=bool(self.controls))

    @property
    def disagreement(self) -> str:
        """Where its rating says more than the evidence."""
        return disagreement(self.rating.judgement if self.rating else None, self.outcome)

    def count(self, outcome: str) -> int:
        """How many of its controls have an outcome."""
        return sum(one.outcome == outcome for one in self.controls)

    @property
    def worst_first(self) -> tuple[ControlStanding, ...]:
        """Its controls, those that fail first, then those that nobody knows of."""
        order = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.PASS, Outcome.NOT_APPLICABLE)
        return tuple(sorted(self.controls, key=lambda one: (order.index(one.outcome), one.key)))

    @property
    def tested(self) -> int:
        """How many of its controls anything was ever tested of."""
        return sum(bool(one.status.tests) for one in self.controls)


@dataclass(frozen=True, slots=True)
class Standings:
    """All criteria of the edition in force, and all controls in use, as of ``at``."""

    system: System
    at: datetime
    chosen: frozenset[str]
    edition: CriteriaMap
    criteria: tuple[CriterionStanding, ...]
    controls: Mapping[str, ControlStanding]

    @property
    def usual_from(self) -> datetime:
        """Where a period begins that nobody chose."""
        return self.at - USUAL

    @property
    def in_scope(self) -> tuple[CriterionStanding, ...]:
        """The criteria that the chosen categories bring, in reading order."""
        return tuple(one for one in self.criteria if one.is_in_scope)

    @property
    def unrated(self) -> tuple[str, ...]:
        """The criteria in scope that wait for a judgement."""
        return tuple(one.reference for one in self.in_scope if one.rating is None)

    @property
    def by_outcome(self) -> Mapping[str, int]:
        """How many criteria in scope have each outcome."""
        return Counter(one.outcome.value for one in self.in_scope)

    @property
    def by_judgement(self) -> Mapping[str, int]:
        """How many criteria in scope have each rating."""
        return Counter(one.rating.judgement.value for one in self.in_scope if one.rating)

    @property
    def by_gap(self) -> Mapping[str, int]:
        """How many criteria in scope are gaps of each kind."""
        return Counter(one.gap.value for one in self.in_scope if one.gap)

    @property
    def relevant(self) -> tuple[ControlStanding, ...]:
        """The controls in use that speak to a criterion in scope, each once, by category and id."""
        wanted = {one.key for criterion in self.in_scope for one in criterion.controls}
        return tuple(one for key, one in self.controls.items() if key in wanted)


def standings(
    system: System,
    *,
    at: datetime,
    known_at: datetime | None = None,
    from_at: datetime | None = None,
    family: str = TRUST_SERVICES,
) -> Standings:
    """Every criterion and control in use, in a constant number of queries; depths over [from_at, at).

    Controls know their mappings to ``family``, to every framework where it is empty.
    """
    chosen = chosen_categories(system)
    controls = control_standings(at, known_at, from_at=from_at, family=family)
    rated = ratings(system, at)
    edition = criteria_map()
    return Standings(system, at, chosen, edition, _criteria(edition, chosen, controls, rated), controls)


def over(found: Standings, *, from_at: datetime) -> Standings:
    """The same with depths over [from_at, found.at)."""
    documented = {key for key, one in found.controls.items() if one.documents}
    statuses = [one.status for one in found.controls.values()]
    deep = depths(statuses, documented, at=found.at, from_at=from_at)
    controls = {key: replace(one, depth=deep[key]) for key, one in found.controls.items()}
    rated = {one.reference: one.rating for one in found.criteria if one.rating}
    return replace(found, controls=controls, criteria=_criteria(found.edition, found.chosen, controls, rated))


def _criteria(
    edition: CriteriaMap,
    chosen: frozenset[str],
    controls: Mapping[str, ControlStanding],
    rated: Mapping[str, RatingLine],
) -> tuple[CriterionStanding, ...]:
    by_criterion = _by_criterion(controls.values())
    return tuple(
        _standing(
            line,
            section_title=section.title,
            is_in_scope=is_in_scope(line.category, chosen),
            controls=by_criterion.get(line.reference, ()),
            rating=rated.get(line.reference),
        )
        for category in edition.categories
        for section in category.sections
        for line in section.criteria
    )


def control_standings(
    at: datetime, known_at: datetime | None = None, *, from_at: datetime | None = None, family: str = ""
) -> dict[str, ControlStanding]:
    """Every control in use by key, in order of category and id; their depth is that over [from_at, at)."""
    documents = documents_by_control(at, known_at)
    statuses = control_statuses(at, known_at, family=family).values()
    found = depths(statuses, documents, at=at, from_at=from_at, known_at=known_at)
    in_order = sorted(statuses, key=lambda one: (one.control.category.position, one.control.key))
    return {
        one.control.key: ControlStanding(
            one,
            found[one.control.key],
            len(documents.get(one.control.key, ())),
        )
        for one in in_order
    }


def _standing(
    line: CriterionLine,
    *,
    section_title: str,
    is_in_scope: bool,
    controls: tuple[ControlStanding, ...],
    rating: RatingLine | None,
) -> CriterionStanding:
    return CriterionStanding(
        criterion=line,
        section_title=section_title,
        is_in_scope=is_in_scope,
        outcome=criterion_outcome(one.outcome for one in controls),
        depth=max((one.depth for one in controls), default=Depth.NOTHING),
        controls=controls,
        automation=automation_ratio(one.control.execution for one in controls),
        rating=rating,
    )


def _by_criterion(controls: Collection[ControlStanding]) -> dict[str, tuple[ControlStanding, ...]]:
    found: dict[str, list[ControlStanding]] = {}
    for one in controls:
        for mapping in one.control.mappings.all():
            if mapping.family == TRUST_SERVICES:
                found.setdefault(mapping.reference, []).append(one)
    return {reference: tuple(speaking) for reference, speaking in found.items()}


def scoped_references(system: System) -> list[str]:
    """The criteria that the chosen categories bring, by reference."""
    return [line.reference for line in criteria_in_scope(chosen_categories(system))]
