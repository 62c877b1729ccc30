"""What the registers of people and of vendors say to a description, as they stand now."""

from __future__ import annotations

from collections import Counter

from attestry.descriptions.rules.assumed import VENDOR
from attestry.descriptions.rules.fact import Fact
from attestry.engagements.models import Engagement
from attestry.kit import clock
from attestry.people.queries.register import working
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, day_words
from attestry.vendors.models import Vendor, VendorReport
from attestry.vendors.rules.assurance import ReportKind
from attestry.vendors.rules.discovery import plain


def people_facts() -> list[Fact]:
    """How many people work here today and in which teams (DC 3), in one query; nothing where none is kept."""
    found = list(working(clock.now().date()).values_list("team__name", "engagement"))
    if not found:
        return []
    others = Counter(engagement for _, engagement in found if engagement != "employee")
    teams = Counter(team for team, _ in found if team)
    parts = [f"{counted_words(len(found), 'person works', 'people work')} here."]
    if others:
        parts.append(f"Of them {', '.join(f'{count} as {kind}' for kind, count in sorted(others.items()))}.")
    if teams:
        parts.append(f"Teams: {', '.join(f'{name} ({count})' for name, count in sorted(teams.items()))}.")
    return [Fact("Who works here", " ".join(parts), address("people"))]


def vendor_facts(engagement: Engagement) -> list[Fact]:
    """The vendors that are marked as subservice organizations, with what their reports say (DC 7).

    One that goes on and that the scope does not hold has to be named: either it is one, or the mark is wrong.
    One whose relation ended in the period is told of. In one query where none is marked, else in three.
    """
    marked = Vendor.objects.exclude(method="").filter(started_on__lte=engagement.until_on)
    vendors = list(marked.exclude(ended_on__lt=engagement.begins_on).order_by("name"))
    if not vendors:
        return []
    held = engagement.system.subservice_organizations.values_list("name", flat=True)
    scoped = {plain(one) for one in held}
    newest: dict[int, VendorReport] = {}
    for report in VendorReport.objects.filter(vendor__in=vendors, superseded_at=None):
        newest.setdefault(report.vendor_id, report)
    found = []
    for vendor in vendors:
        url = address("vendor", vendor.pk)
        if vendor.ended_on is None and plain(vendor.name) not in scoped:
            words = "The register of vendors calls it a subservice organization; the scope does not hold it."
            found.append(Fact(vendor.name, words, url, must_be_named=True))
        words = _said(newest[vendor.pk]) if vendor.pk in newest else "No report of it was taken in."
        if vendor.ended_on:
            words += f" The relation ended on {day_words(vendor.ended_on)}."
        found.append(Fact(f"{VENDOR}{vendor.name}", words, url))
    return found


def _said(report: VendorReport) -> str:
    span = f"as of {day_words(report.ends_on)}"
    if report.from_on:
        span = f"from {day_words(report.from_on)} until {day_words(report.ends_on)}"
    days = report.gap(clock.now().date()).days
    since = f" {counted_words(days, 'day')} since then that no report and no letter covers." if days else ""
    return f"{ReportKind(report.kind).label}, {span}, {report.opinion}.{since}"
