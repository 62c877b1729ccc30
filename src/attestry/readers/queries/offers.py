"""Issued reports that readers read, and those that strangers may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from attestry.engagements.models import Engagement
from attestry.opinions.models import IssuedReport
from attestry.readers.models import Offer


@dataclass(frozen=True, slots=True)
class OfferedReport:
    """A report on offer: its engagement, and the version that stands."""

    engagement: Engagement
    report: IssuedReport


def current_report(engagement: Engagement) -> IssuedReport | None:
    """The issued report that no other replaced and nobody withdrew; None where there is none."""
    standing = IssuedReport.objects.filter(engagement=engagement, replaced_by=None, withdrawal=None)
    return standing.first()


def current_reports(engagements: Iterable[Engagement]) -> dict[int, IssuedReport]:
    """The standing report of each engagement by its number, in one query."""
    found = IssuedReport.objects.filter(engagement__in=list(engagements), replaced_by=None, withdrawal=None)
    return {one.engagement_id: one for one in found.select_related("engagement__system", "engagement__firm")}


def offered_reports() -> list[OfferedReport]:
    """What strangers may ask for, the newest period first; two queries."""
    offers = [
        one.engagement for one in Offer.objects.select_related("engagement__system", "engagement__firm")
    ]
    reports = current_reports(offers)
    return [OfferedReport(one, reports[one.pk]) for one in offers if one.pk in reports]


def reports_on_offer() -> frozenset[int]:
    """The numbers of the issued reports that strangers may ask for; one query."""
    standing = IssuedReport.objects.filter(replaced_by=None, withdrawal=None)
    return frozenset(standing.filter(engagement__offer__isnull=False).values_list("pk", flat=True))


def reported_engagement(number: int) -> Engagement | None:
    """The engagement of that number; None where it has no issued report."""
    return Engagement.objects.filter(pk=number, issued_reports__isnull=False).first()


def offerable() -> list[Engagement]:
    """Engagements with an issued report that are not on offer."""
    found = Engagement.objects.filter(issued_reports__isnull=False, offer=None)
    return list(found.select_related("system").distinct())
