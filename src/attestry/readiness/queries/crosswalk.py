"""A framework seen through the company's controls: what supports each item, and how that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.coverage import crosswalk
from attestry.effectiveness.rules.status import criterion_outcome
from attestry.frameworks.queries.cards import FrameworkCard, framework_detail
from attestry.frameworks.queries.lines import CriterionLine, SectionGroup
from attestry.readiness.queries.standings import ControlStanding, control_standings

COVERED, PARTLY, OPEN = "covered", "partly", "open"


@dataclass(frozen=True, slots=True)
class SupportedItem:
    """An item with the controls in use that support it, and what they come to; None without any."""

    criterion: CriterionLine
    controls: tuple[ControlStanding, ...]
    outcome: Outcome | None

    @property
    def coverage(self) -> str:
        """Covered where all its controls hold, partly where some control is in use, else open."""
        if self.outcome is None:
            return OPEN
        return COVERED if self.outcome is Outcome.PASS else PARTLY


@dataclass(frozen=True, slots=True)
class FrameworkSupport:
    """A framework's page: sections and items with what supports them. Support is not fulfilment."""

    card: FrameworkCard
    sections: tuple[tuple[SectionGroup, tuple[SupportedItem, ...]], ...]

    @property
    def by_coverage(self) -> Mapping[str, int]:
        """How many items are covered, partly covered and open."""
        return Counter(item.coverage for _, items in self.sections for item in items)


def framework_support(key: str, *, at: datetime, known_at: datetime | None = None) -> FrameworkSupport:
    """One framework with the status of what supports it. Raises UnknownFramework."""
    walked = {line.criterion.reference: line.controls for line in crosswalk(key).lines}
    standing = control_standings(at, known_at)
    detail = framework_detail(key)
    return FrameworkSupport(
        detail.card,
        tuple(
            (section, tuple(_item(line, walked[line.reference], standing) for line in section.criteria))
            for section in detail.sections
        ),
    )


def _item(
    line: CriterionLine, keys: tuple[str, ...], standing: Mapping[str, ControlStanding]
) -> SupportedItem:
    controls = tuple(standing[key] for key in keys if key in standing)
    outcome = criterion_outcome(one.outcome for one in controls) if controls else None
    return SupportedItem(line, controls, outcome)
