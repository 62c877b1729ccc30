"""The criteria that an engagement concludes on."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.frameworks.models import Framework, Section
from attestry.frameworks.queries.criteria import criteria_in_scope
from attestry.frameworks.queries.lines import CriterionLine


def edition_words(edition: str) -> str:
    """The edition of the criteria by its title and version, in one query; its key where nobody knows it."""
    found = Framework.objects.filter(key=edition).values_list("title", "version").first()
    return ", ".join(part for part in found if part) if found else edition


def series_of(edition: str) -> dict[str, str]:
    """The titles of the edition's series, by their keys, in one query."""
    return dict(Section.objects.filter(framework__key=edition).values_list("key", "title"))


def criteria_of(engagement: Engagement) -> tuple[CriterionLine, ...]:
    """The criteria of its categories, in reading order, without those judged not relevant (DC 8)."""
    found = criteria_in_scope(engagement.categories, on=engagement.until_on)
    return tuple(one for one in found if one.reference not in engagement.inapplicable)
