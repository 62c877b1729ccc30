"""Which edition of a framework is in force, what the next one changes, and what references mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from attestry.frameworks.errors import UnknownFramework
from attestry.frameworks.models import Criterion, Framework
from attestry.frameworks.rules import CriterionText, Delta, Kind, delta
from attestry.kit import clock


@dataclass(frozen=True, slots=True)
class FamilyTitles:
    """A family of editions: what it is called, whether it is law, and the titles of its references."""

    short_title: str
    is_law: bool
    items: Mapping[str, str]


def edition_in_force(family: str, *, on: date | None = None) -> Framework:
    """The edition of ``family`` that applies on a day (today where None).

    That is the newest whose first day has come; where none has begun, the earliest to come.
    Raises UnknownFramework.
    """
    day = on or clock.now().date()
    editions = list(Framework.objects.filter(family=family, withdrawn_at=None))
    if not editions:
        raise UnknownFramework(family)
    return min(editions, key=lambda edition: _distance(edition, day))


def edition_delta(earlier: str, later: str) -> Delta:
    """What the edition ``later`` changes against ``earlier``, by keys. Raises UnknownFramework."""
    return delta(_texts(earlier), _texts(later))


def references_by_family() -> dict[str, frozenset[str]]:
    """Which references each family of frameworks has, over all its editions, in one query."""
    found: dict[str, set[str]] = {}
    standing = Criterion.objects.filter(withdrawn_at=None, framework__withdrawn_at=None)
    for family, reference in standing.order_by().values_list("framework__family", "reference"):
        found.setdefault(family, set()).add(reference)
    return {family: frozenset(references) for family, references in found.items()}


def titles_by_family(*, on: date | None = None) -> dict[str, FamilyTitles]:
    """What each family is called and what its references are titled in the edition in force.

    A reference that only another edition has keeps that edition's title. In two queries.
    """
    day = on or clock.now().date()
    editions = Framework.objects.filter(withdrawn_at=None)
    in_order = sorted(editions, key=lambda edition: _distance(edition, day), reverse=True)
    items: dict[int, dict[str, str]] = {}
    for framework, reference, title in Criterion.objects.order_by().values_list(
        "framework", "reference", "title"
    ):
        items.setdefault(framework, {})[reference] = title
    families: dict[str, FamilyTitles] = {}
    for edition in in_order:
        earlier = families.get(edition.family)
        known = {**(earlier.items if earlier else {}), **items.get(edition.pk, {})}
        families[edition.family] = FamilyTitles(edition.short_title, edition.kind == Kind.LAW, known)
    return families


def _texts(key: str) -> list[CriterionText]:
    if not Framework.objects.filter(key=key).exists():
        raise UnknownFramework(key)
    found = Criterion.objects.filter(framework__key=key, withdrawn_at=None)
    return [criterion.text() for criterion in found.prefetch_related("points_of_focus").order_by("position")]


def _distance(edition: Framework, day: date) -> tuple[bool, int]:
    """How far an edition is from being the one in force: those that have begun come first."""
    begun = edition.effective_on is None or edition.effective_on <= day
    return (not begun, abs((day - (edition.effective_on or date.min)).days))
