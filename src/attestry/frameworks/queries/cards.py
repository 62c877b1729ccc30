"""Frameworks as a list of cards, and one framework's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from attestry.frameworks.errors import UnknownFramework
from attestry.frameworks.models import Framework
from attestry.frameworks.queries.lines import SectionGroup, sections_of
from attestry.frameworks.rules import Kind

_STANDING = Count("criteria", filter=Q(criteria__withdrawn_at=None))


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
    def words(self) -> str:
        """Everything that it says of itself."""
        return " ".join((self.title, self.publisher, self.standing, self.summary, self.notice))

    @property
    def is_law(self) -> bool:
        """Whether it binds by law."""
        return self.kind is Kind.LAW


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
