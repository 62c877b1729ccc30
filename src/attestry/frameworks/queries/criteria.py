"""The trust services criteria: the five category pages, the map, and one criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from attestry.frameworks.errors import UnknownCriterion
from attestry.frameworks.models import Criterion
from attestry.frameworks.queries.editions import edition_in_force
from attestry.frameworks.queries.lines import (
    CriterionLine,
    SectionGroup,
    line,
    sections_of,
    standing_lines,
)
from attestry.frameworks.rules import TRUST_SERVICES, criteria_count, is_in_scope


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """A category explained: what it means, what it has of its own and what it brings in all."""

    key: str
    title: str
    explanation: str
    own_count: int
    count_with_common: int
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """A category with its sections, for the map."""

    key: str
    title: str
    sections: tuple[SectionGroup, ...]


@dataclass(frozen=True, slots=True)
class CriteriaMap:
    """All criteria of one edition at a glance."""

    edition: str
    version: str
    effective_on: date | None
    notice: str
    categories: tuple[CategoryGroup, ...]

    @property
    def criteria_count(self) -> int:
        """How many criteria the map shows."""
        return sum(len(section.criteria) for group in self.categories for section in group.sections)


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of focus; ``is_ours`` where the publisher has none like it."""

    text: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class CriterionDetail:
    """One criterion's page, without what controls say of it."""

    line: CriterionLine
    framework: str
    framework_title: str
    version: str
    notice: str
    section_title: str
    category_title: str
    coso_principle: int | None
    privacy_roles: tuple[str, ...]
    official_points_of_focus: int | None
    points_of_focus: tuple[PointLine, ...]
    previous: str
    next: str


def category_pages(*, on: date | None = None) -> tuple[CategoryPage, ...]:
    """The five categories in the edition in force on a day, in three queries."""
    edition = edition_in_force(TRUST_SERVICES, on=on)
    lines = standing_lines(edition)
    own = Counter(each.category for each in lines)
    return tuple(
        CategoryPage(
            key=category.key,
            title=category.title,
            explanation=category.explanation,
            own_count=own[category.key],
            count_with_common=criteria_count([category.key], own),
            criteria=tuple(each for each in lines if each.category == category.key),
        )
        for category in edition.categories.order_by("position")
    )


def criteria_map(*, chosen: Collection[str] | None = None, on: date | None = None) -> CriteriaMap:
    """All criteria in force on a day; only those that ``chosen`` categories bring, where given."""
    edition = edition_in_force(TRUST_SERVICES, on=on)
    sections = sections_of(edition)
    groups = tuple(
        CategoryGroup(
            key=category.key,
            title=category.title,
            sections=tuple(section for section in sections if section.category == category.key),
        )
        for category in edition.categories.order_by("position")
        if chosen is None or is_in_scope(category.key, chosen)
    )
    return CriteriaMap(edition.key, edition.version, edition.effective_on, edition.notice, groups)


def criteria_in_scope(chosen: Collection[str], *, on: date | None = None) -> tuple[CriterionLine, ...]:
    """The trust services criteria that a choice of categories brings, in reading order."""
    edition = edition_in_force(TRUST_SERVICES, on=on)
    return tuple(each for each in standing_lines(edition) if is_in_scope(each.category, chosen))


def criterion_detail(reference: str, *, framework: str = "", on: date | None = None) -> CriterionDetail:
    """One criterion, by default of the trust services criteria in force on a day.

    Raises UnknownCriterion.
    """
    key = framework or edition_in_force(TRUST_SERVICES, on=on).key
    found = (
        Criterion.objects.filter(framework__key=key, reference=reference)
        .select_related("framework", "section", "section__category")
        .prefetch_related("points_of_focus")
        .first()
    )
    if found is None:
        raise UnknownCriterion(reference, key)
    references = [
        *Criterion.objects.filter(framework=found.framework, withdrawn_at=None)
        .order_by("position")
        .values_list("reference", flat=True)
    ]
    return _detail(found, references)


def _detail(found: Criterion, references: list[str]) -> CriterionDetail:
    place = references.index(found.reference) if found.reference in references else None
    category = found.section.category
    return CriterionDetail(
        line=line(found),
        framework=found.framework.key,
        framework_title=found.framework.title,
        version=found.framework.version,
        notice=found.framework.notice,
        section_title=found.section.title,
        category_title=category.title if category else "",
        coso_principle=found.coso_principle,
        privacy_roles=tuple(found.privacy_roles),
        official_points_of_focus=found.official_points_of_focus,
        points_of_focus=tuple(PointLine(point.text, point.is_ours) for point in found.points_of_focus.all()),
        previous=references[place - 1] if place else "",
        next=references[place + 1] if place is not None and place + 1 < len(references) else "",
    )
