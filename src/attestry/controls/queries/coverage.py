"""What the company's controls cover: per criterion, per framework, and how much machines perform."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from attestry.controls.models import Mapping
from attestry.controls.queries.listing import ControlLine, lines_of, standing_controls
from attestry.controls.rules.control import IN_USE, State
from attestry.controls.rules.coverage import (
    LEAST_CONTROLS,
    AutomationRatio,
    Balance,
    automation_ratio,
    balance,
    thin_criteria,
)
from attestry.frameworks.queries.cards import FrameworkCard, framework_detail
from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.frameworks.queries.lines import CriterionLine
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.scope.models import System
from attestry.scope.queries.categories import chosen_categories


@dataclass(frozen=True, slots=True)
class CriterionCoverage:
    """How many controls speak to one criterion. ``in_use`` counts adopted and live ones."""

    criterion: CriterionLine
    in_use: int
    live: int
    automation: AutomationRatio
    controls: tuple[str, ...]

    @property
    def is_thin(self) -> bool:
        """Whether fewer controls are in use than a criterion should rest on."""
        return self.in_use < LEAST_CONTROLS


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The criteria in scope with what is in use for each.

    ``automation`` and ``balance`` count each control in use that speaks to a criterion in scope
    once, whoever performs it: that is the denominator.
    """

    criteria: tuple[CriterionCoverage, ...]
    thin: tuple[str, ...]
    thin_live: tuple[str, ...]
    automation: AutomationRatio
    balance: Balance


@dataclass(frozen=True, slots=True)
class CrosswalkLine:
    """An item of a framework and the controls in use that support it; support is not fulfilment."""

    criterion: CriterionLine
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One framework seen through the company's controls."""

    card: FrameworkCard
    lines: tuple[CrosswalkLine, ...]
    supported_count: int


@dataclass(frozen=True, slots=True)
class _Mapped:
    """A control in use, as coverage counts it."""

    reference: str
    key: str
    state: str
    execution: str
    character: str


def controls_of_criterion(reference: str, *, family: str = TRUST_SERVICES) -> tuple[ControlLine, ...]:
    """Every standing control that speaks to a reference, those in use first, in two queries."""
    found = standing_controls().filter(mappings__family=family, mappings__reference=reference)
    lines = lines_of(found.order_by("category__position", "key"))
    return tuple(sorted(lines, key=lambda line: not line.is_in_use))


def controls_in_use() -> tuple[str, ...]:
    """The ids of the controls that are in use, in reading order."""
    found = standing_controls().filter(state__in=IN_USE).order_by("category__position", "key")
    return tuple(found.values_list("key", flat=True))


def coverage_report(system: System) -> CoverageReport:
    """What covers each criterion in the system's scope, in four queries however many controls."""
    criteria = criteria_in_scope(chosen_categories(system))
    mapped = _in_use(TRUST_SERVICES)
    lines = tuple(_coverage(criterion, mapped.get(criterion.reference, [])) for criterion in criteria)
    counted = {
        each.key: each for criterion in criteria for each in mapped.get(criterion.reference, [])
    }.values()
    return CoverageReport(
        criteria=lines,
        thin=thin_criteria({line.criterion.reference: line.in_use for line in lines}),
        thin_live=thin_criteria({line.criterion.reference: line.live for line in lines}),
        automation=automation_ratio(each.execution for each in counted),
        balance=balance(each.character for each in counted),
    )


def crosswalk(framework: str) -> Crosswalk:
    """A framework's items with the controls in use that support each. Raises UnknownFramework."""
    detail = framework_detail(framework)
    mapped = _in_use(detail.card.family)
    lines = tuple(
        CrosswalkLine(criterion, tuple(each.key for each in mapped.get(criterion.reference, [])))
        for section in detail.sections
        for criterion in section.criteria
    )
    return Crosswalk(detail.card, lines, sum(bool(line.controls) for line in lines))


def _coverage(criterion: CriterionLine, mapped: Iterable[_Mapped]) -> CriterionCoverage:
    controls = tuple(mapped)
    return CriterionCoverage(
        criterion=criterion,
        in_use=len(controls),
        live=sum(each.state == State.LIVE for each in controls),
        automation=automation_ratio(each.execution for each in controls),
        controls=tuple(each.key for each in controls),
    )


def _in_use(family: str) -> dict[str, list[_Mapped]]:
    rows = (
        Mapping.objects.filter(family=family, control__state__in=IN_USE)
        .order_by("control__category__position", "control__key")
        .values_list(
            "reference",
            "control__key",
            "control__state",
            "control__execution",
            "control__category__character",
        )
    )
    found: dict[str, list[_Mapped]] = {}
    for row in rows:
        each = _Mapped(*row)
        found.setdefault(each.reference, []).append(each)
    return found
