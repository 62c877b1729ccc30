"""Frameworks as cards and pages, which edition is in force, and what the next one changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from attestry.frameworks.errors import UnknownFramework
from attestry.frameworks.models import Criterion, Framework
from attestry.frameworks.rules import CriterionText, Delta, Kind, delta
from attestry.kit import clock


@dataclass(frozen=True, slots=True)
class FrameworkCard:
    """A framework as a list shows it."""

    key: str
    family: str
    title: str
    short_title: str
    kind: Kind
    publisher: str
    version: str
    effective_on: date | None
    criteria_count: int
    standing: str
    summary: str
    notice: str
    digest: str

    @property
    def is_law(self) -> bool:
        """Whether it binds by law."""
        return self.kind is Kind.LAW


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


@dataclass(frozen=True, slots=True)
class FrameworkDetail:
    """A framework's page."""

    card: FrameworkCard
    sections: tuple[SectionGroup, ...]


def frameworks() -> tuple[FrameworkCard, ...]:
    """Every framework that is not withdrawn: voluntary ones first, then law, by title."""
    found = Framework.objects.filter(withdrawn_at=None).annotate(criteria_count=_STANDING)
    return tuple(_card(framework) for framework in found.order_by("-kind", "title"))


def framework_detail(key: str) -> FrameworkDetail:
    """One framework with all its criteria. Raises UnknownFramework."""
    framework = Framework.objects.filter(key=key).annotate(criteria_count=_STANDING).first()
    if framework is None:
        raise UnknownFramework(key)
    return FrameworkDetail(_card(framework), sections_of(framework))


def edition_in_force(family: str, *, on: date | None = None) -> Framework:
    """The edition of ``family`` that applies on a day (today where None).

    That is the newest whose first day has come; where none has a day yet, the earliest to come.
    Raises UnknownFramework.
    """
    day = on or clock.now().date()
    editions = Framework.objects.filter(family=family, withdrawn_at=None)
    begun = editions.filter(Q(effective_on=None) | Q(effective_on__lte=day))
    in_force = (
        begun.order_by(F("effective_on").desc(nulls_last=True)).first()
        or editions.order_by("effective_on").first()
    )
    if in_force is None:
        raise UnknownFramework(family)
    return in_force


def edition_delta(earlier: str, later: str) -> Delta:
    """What the edition ``later`` changes against ``earlier``, by keys. Raises UnknownFramework."""
    return delta(_texts(earlier), _texts(later))


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


_STANDING = Count("criteria", filter=Q(criteria__withdrawn_at=None))


def _texts(key: str) -> list[CriterionText]:
    if not Framework.objects.filter(key=key).exists():
        raise UnknownFramework(key)
    found = Criterion.objects.filter(framework__key=key, withdrawn_at=None)
    return [criterion.text() for criterion in found.prefetch_related("points_of_focus").order_by("position")]


def _card(framework: Framework) -> FrameworkCard:
    return FrameworkCard(
        key=framework.key,
        family=framework.family,
        title=framework.title,
        short_title=framework.short_title,
        kind=Kind(framework.kind),
        publisher=framework.publisher,
        version=framework.version,
        effective_on=framework.effective_on,
        criteria_count=framework.criteria_count,  # type: ignore[attr-defined]
        standing=framework.standing,
        summary=framework.summary,
        notice=framework.notice,
        digest=framework.digest,
    )
