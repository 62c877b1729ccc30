"""Criteria as lists show them, under their headings."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.frameworks.models import Criterion, Framework


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion as a list shows it."""

    reference: str
    title: str
    statement: str
    section: str
    category: str
    note: str = ""
    deadline: str = ""
    applies_to: str = ""
    designation: str = ""


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """A heading with its criteria."""

    key: str
    title: str
    category: str
    criteria: tuple[CriterionLine, ...]


def sections_of(framework: Framework) -> tuple[SectionGroup, ...]:
    """The framework's headings with their standing criteria, in reading order, in two queries."""
    sections = list(framework.sections.select_related("category").order_by("position"))
    lines: dict[int, list[CriterionLine]] = {section.pk: [] for section in sections}
    for criterion in standing_criteria(framework):
        lines[criterion.section_id].append(line(criterion))
    return tuple(
        SectionGroup(
            key=section.key,
            title=section.title,
            category=section.category.key if section.category else "",
            criteria=tuple(lines[section.pk]),
        )
        for section in sections
        if lines[section.pk]
    )


def standing_criteria(framework: Framework) -> list[Criterion]:
    """The framework's criteria that are not withdrawn, in reading order, in one query."""
    found = framework.criteria.filter(withdrawn_at=None)
    return list(found.select_related("section", "section__category").order_by("position"))


def line(criterion: Criterion) -> CriterionLine:
    """A criterion as a list shows it; its section and category have to be selected with it."""
    category = criterion.section.category
    return CriterionLine(
        reference=criterion.reference,
        title=criterion.title,
        statement=criterion.statement,
        section=criterion.section.key,
        category=category.key if category else "",
        note=criterion.note,
        deadline=criterion.deadline,
        applies_to=criterion.applies_to,
        designation=criterion.designation,
    )
