"""One criterion's page: its text, its controls in use and proposed, its period, its crosswalk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.coverage import controls_of_criterion
from attestry.controls.queries.listing import ControlLine
from attestry.effectiveness.queries.periods import control_intervals
from attestry.effectiveness.rules.interval import Interval
from attestry.frameworks.errors import UnknownCriterion
from attestry.frameworks.queries.criteria import CriterionDetail, criterion_detail
from attestry.frameworks.queries.editions import titles_by_family
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.readiness.queries.standings import ControlStanding, CriterionStanding, standings
from attestry.readiness.rules.judgement import criterion_spans
from attestry.scope.models import System


@dataclass(frozen=True, slots=True)
class CrosswalkItem:
    """An item of another framework, and which of the criterion's controls also support it."""

    reference: str
    title: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrosswalkGroup:
    """What a criterion's controls support in one other framework."""

    family: str
    framework: str
    is_law: bool
    items: tuple[CrosswalkItem, ...]


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """Everything that is said of one criterion; ``spans`` cover [from_at, at)."""

    detail: CriterionDetail
    standing: CriterionStanding
    spans: tuple[Interval, ...]
    control_spans: Mapping[str, tuple[Interval, ...]]
    proposed: tuple[ControlLine, ...]
    crosswalk: tuple[CrosswalkGroup, ...]


def criterion_page(
    system: System, reference: str, *, at: datetime, from_at: datetime, known_at: datetime | None = None
) -> CriterionPage:
    """The page of a trust services criterion. Raises UnknownCriterion."""
    detail = criterion_detail(reference)
    everything = standings(system, at=at, known_at=known_at, family="")
    standing = next((one for one in everything.criteria if one.reference == reference), None)
    if standing is None:
        raise UnknownCriterion(reference, detail.framework)
    spans = spans_of(standing.controls, from_at=from_at, until_at=at, known_at=known_at)
    return CriterionPage(
        detail=detail,
        standing=standing,
        spans=criterion_spans([*spans.values(), *_untested(standing.controls, from_at=from_at, until_at=at)]),
        control_spans=spans,
        proposed=tuple(one for one in controls_of_criterion(reference) if not one.is_in_use),
        crosswalk=_crosswalk(standing.controls),
    )


def spans_of(
    controls: Iterable[ControlStanding],
    *,
    from_at: datetime,
    until_at: datetime,
    known_at: datetime | None = None,
) -> dict[str, tuple[Interval, ...]]:
    """The intervals of controls over a period; one that nothing tests has none. Two queries."""
    tests = {one.key: [test.test_id for test in one.status.tests] for one in controls if one.status.tests}
    if not tests:
        return {}
    return control_intervals(tests, from_at=from_at, until_at=until_at, known_at=known_at)


def _untested(
    controls: Iterable[ControlStanding], *, from_at: datetime, until_at: datetime
) -> list[tuple[Interval, ...]]:
    """What nothing tests was unknown all the time, so its criterion can't have passed."""
    return [
        (Interval(Outcome.UNKNOWN, from_at, until_at, f"nothing tests {one.key} yet"),)
        for one in controls
        if not one.status.tests
    ]


def _crosswalk(controls: Iterable[ControlStanding]) -> tuple[CrosswalkGroup, ...]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in controls:
        for mapping in one.control.mappings.all():
            if mapping.family != TRUST_SERVICES:
                found.setdefault(mapping.family, {}).setdefault(mapping.reference, []).append(one.key)
    titles = titles_by_family() if found else {}
    groups = [
        CrosswalkGroup(
            family=family,
            framework=titles[family].short_title if family in titles else family,
            is_law=family in titles and titles[family].is_law,
            items=tuple(
                CrosswalkItem(
                    reference,
                    titles[family].items.get(reference, "") if family in titles else "",
                    tuple(keys),
                )
                for reference, keys in sorted(items.items())
            ),
        )
        for family, items in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (group.is_law, group.framework)))
