"""Criteria as lists show them, under their headings."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.frameworks.models import Criterion, Framework

# In the order of a line's fields; a section may belong to no category.
_OF_A_LINE = (
    "reference", "title", "statement", "section__key", "section__category__key",
    "note", "deadline", "applies_to", "designation",
)  # fmt: skip


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
    lines: dict[str, list[CriterionLine]] = {section.key: [] for section in sections}
    for one in standing_lines(framework):
        lines[one.section].append(one)
    return tuple(
        SectionGroup(
            key=section.key,
            title=section.title,
            category=section.category.key if section.category else "",
            criteria=tuple(lines[section.key]),
        )
        for section in sections
        if lines[section.key]
    )


def standing_lines(framework: Framework) -> list[CriterionLine]:
    """The framework's criteria that are not withdrawn, in reading order, in one query."""
    found = framework.criteria.filter(withdrawn_at=None).order_by("position").values_list(*_OF_A_LINE)
    return [
        CriterionLine(reference, title, statement, section, category or "", note, deadline, applies_to, kind)
        for reference, title, statement, section, category, note, deadline, applies_to, kind in found
    ]


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
