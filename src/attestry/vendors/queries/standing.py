"""How a vendor stands on a day: its newest report, and each thing that is wanting, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from attestry.ui.words import day_words
from attestry.vendors.models import Vendor, VendorFinding, VendorReport
from attestry.vendors.rules.assurance import Opinion
from attestry.vendors.rules.tiering import FIRST_REVIEW_WITHIN, Tier

MATTERS = (Tier.CRITICAL, Tier.HIGH)


class Lacking(StrEnum):
    """What may be wanting of a vendor."""

    ASSESSMENT = "assessment"
    REPORT = "report"
    OPINION = "opinion"
    EXCEPTIONS = "exceptions"
    COMPLEMENTARY = "complementary"
    REVIEW = "review"
    FINDING = "finding"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is wanting; ``is_blocker`` where no examination should begin with it."""

    what: Lacking
    title: str
    why: str
    is_blocker: bool = False


@dataclass(frozen=True, slots=True)
class VendorLine:
    """A vendor as the register shows it on a day."""

    vendor: Vendor
    report: VendorReport | None
    lacks: tuple[Lack, ...]

    @property
    def is_blocked(self) -> bool:
        """Whether something is wanting with which no examination should begin."""
        return any(one.is_blocker for one in self.lacks)


def vendor_lines(on: date, vendors: QuerySet[Vendor] | None = None) -> tuple[VendorLine, ...]:
    """The vendors with what is wanting on a day, in six queries however many there are."""
    found = Vendor.objects.all() if vendors is None else vendors
    reports = VendorReport.objects.prefetch_related("exceptions", "complementary")
    found = found.select_related("owner").prefetch_related(
        Prefetch("reports", reports),
        "assessments",
        Prefetch("findings", VendorFinding.objects.filter(closed_at=None)),
    )
    return tuple(_line(one, on) for one in found)


def _line(vendor: Vendor, on: date) -> VendorLine:
    newest = next(iter(vendor.reports.all()), None)
    is_over = vendor.ended_on is not None and vendor.ended_on < on
    return VendorLine(vendor, newest, () if is_over else tuple(_lacks(vendor, newest, on)))


def _lacks(vendor: Vendor, report: VendorReport | None, on: date) -> Iterator[Lack]:
    tier = Tier(vendor.tier)
    if tier is Tier.CRITICAL and not vendor.assessments.all() and vendor.reviewed_on is None:
        why = "It is critical, and nobody assessed it."
        yield Lack(Lacking.ASSESSMENT, "Never assessed", why, is_blocker=True)
    if tier is Tier.CRITICAL or vendor.method == "carve_out":
        yield from _report_lacks(vendor, report, on)
    if report is not None:
        yield from _open_parts(report)
    due = vendor.review_due_on
    if due is not None and due < on:
        said = f"Last reviewed {day_words(vendor.reviewed_on)}." if vendor.reviewed_on else "Never reviewed."
        yield Lack(Lacking.REVIEW, "Review overdue", f"{said} It was due on {day_words(due)}.")
    late = [one for one in vendor.findings.all() if one.due_on < on]
    if late:
        why = f"{late[0].title} It was to be put right by {day_words(late[0].due_on)}."
        yield Lack(Lacking.FINDING, "Finding overdue", why)
    if vendor.owner is None and tier in MATTERS:
        yield Lack(Lacking.OWNER, "No owner", "Nobody answers for the relation.")


def _report_lacks(vendor: Vendor, report: VendorReport | None, on: date) -> Iterator[Lack]:
    if report is None:
        if on - vendor.started_on > FIRST_REVIEW_WITHIN:
            why = "Nothing independent says that its controls work."
            yield Lack(Lacking.REPORT, "No report", why, is_blocker=True)
    elif not report.is_current(on):
        days = report.gap(on).days
        why = f"It ends on {day_words(report.ends_on)}; {days} days since are covered by nothing."
        yield Lack(Lacking.REPORT, "Report too old", why, is_blocker=True)


def _open_parts(report: VendorReport) -> Iterator[Lack]:
    if report.opinion != Opinion.UNMODIFIED and report.reviewed_at is None:
        why = f"Its auditor's opinion is {report.opinion}, and nobody signed a review."
        yield Lack(Lacking.OPINION, "Opinion modified", why)
    if count := sum(one.assessed_at is None for one in report.exceptions.all()):
        why = f"{count} of its report's exceptions: nobody said what they mean for us."
        yield Lack(Lacking.EXCEPTIONS, "Exceptions not assessed", why)
    if count := sum(not one.is_mapped for one in report.complementary.all()):
        why = f"{count} controls that it expects of us: nobody said which of ours meets them."
        yield Lack(Lacking.COMPLEMENTARY, "Expected controls not mapped", why)
