"""How a vendor stands on a day: its newest report, and each thing that is wanting, worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from attestry.ui.words import day_words
from attestry.vendors.models import Vendor, VendorAssessment, VendorFinding, VendorReport
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


_NEXT = {
    Lacking.ASSESSMENT: "assess it; the questions of its tier take a quarter of an hour.",
    Lacking.REPORT: "ask it for its newest report, and take that in.",
    Lacking.OPINION: "read its report through and sign the review.",
    Lacking.EXCEPTIONS: "say what the exceptions of its report mean for us.",
    Lacking.COMPLEMENTARY: "say which controls of ours meet what it expects.",
    Lacking.REVIEW: "assess it anew, or sign the review of its newest report.",
    Lacking.FINDING: "close the overdue finding once it is put right.",
    Lacking.OWNER: "say who answers for it.",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is wanting; ``is_blocker`` where no examination should begin with it."""

    what: Lacking
    title: str
    why: str
    is_blocker: bool = False

    @property
    def next(self) -> str:
        """What to do about it, as a clause."""
        return _NEXT[self.what]


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
    """The vendors with what is wanting on a day, in six queries however many there are.

    What belongs to vendors is read beside them: most of three hundred have none of it.
    """
    found = Vendor.objects.select_related("owner") if vendors is None else vendors
    newest: dict[int, VendorReport] = {}
    # A version that another one corrects counts no more, however late it says that its period ended.
    reports = VendorReport.objects.filter(vendor__in=found, superseded_at=None)
    for report in reports.prefetch_related("exceptions", "complementary"):
        newest.setdefault(report.vendor_id, report)
    assessed = set(VendorAssessment.objects.filter(vendor__in=found).values_list("vendor", flat=True))
    late: defaultdict[int, list[VendorFinding]] = defaultdict(list)
    for one in VendorFinding.objects.filter(vendor__in=found, closed_at=None, due_on__lt=on):
        late[one.vendor_id].append(one)
    lines = []
    for vendor in found:
        known = _Known(newest.get(vendor.pk), vendor.pk in assessed, late[vendor.pk])
        is_over = vendor.ended_on is not None and vendor.ended_on < on
        lines.append(VendorLine(vendor, known.report, () if is_over else tuple(_lacks(vendor, known, on))))
    return tuple(lines)


def with_open_findings(pk: int) -> QuerySet[Vendor]:
    """One vendor with its reports, and of its findings those that are open."""
    findings = Prefetch("findings", VendorFinding.objects.filter(closed_at=None))
    found = Vendor.objects.filter(pk=pk).select_related("owner")
    return found.prefetch_related("reports", findings)


def with_what_lacks_need() -> QuerySet[Vendor]:
    """Every vendor without the words and people that no lack is found by."""
    return Vendor.objects.only("name", "tier", "method", "owner_id", "started_on", "ended_on", "reviewed_on")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the register holds of a vendor: its newest report, and its findings that are late."""

    report: VendorReport | None
    is_assessed: bool
    late: list[VendorFinding]


def _lacks(vendor: Vendor, known: _Known, on: date) -> Iterator[Lack]:
    tier, report = Tier(vendor.tier), known.report
    if tier is Tier.CRITICAL and not known.is_assessed and vendor.reviewed_on is None:
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
    if known.late:
        first = known.late[0]
        why = f"{first.title} It was to be put right by {day_words(first.due_on)}."
        yield Lack(Lacking.FINDING, "Finding overdue", why)
    if vendor.owner_id is None and tier in MATTERS:
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
