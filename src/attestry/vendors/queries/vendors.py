"""Reads: one vendor, one report, and one part of either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from attestry.controls.models import Control
from attestry.evidence.models import EntryKind
from attestry.evidence.queries import body, entries, entry
from attestry.vendors.errors import UnknownVendor
from attestry.vendors.models import (
    ComplementaryControl,
    ReportException,
    Vendor,
    VendorAssessment,
    VendorFinding,
    VendorProposal,
    VendorReport,
)
from attestry.vendors.rules.questions import QUESTIONS, Answer

Found = TypeVar("Found", bound=Model)


def vendor_numbered(pk: int) -> Vendor:
    """One vendor. Raises UnknownVendor."""
    return one_of(Vendor.objects.select_related("owner"), pk, "such vendor")


def vendors_here() -> QuerySet[Vendor]:
    """The vendors whose relation goes on, by name."""
    return Vendor.objects.filter(ended_on=None)


def report_numbered(pk: int) -> VendorReport:
    """One report with its parts. Raises UnknownVendor."""
    found = VendorReport.objects.select_related("vendor", "corrects", "corrected_by")
    return one_of(found.prefetch_related("exceptions", "complementary__control"), pk, "such report")


@dataclass(frozen=True, slots=True)
class Document:
    """The file of a report, as it is sealed."""

    entry_seq: int
    digest: str
    filename: str
    size: int


def document_of(report: VendorReport) -> Document | None:
    """The sealed file of a report; None where only its words were written down."""
    if report.entry_seq is None:
        return None
    said = body(entry(report.entry_seq))
    return Document(report.entry_seq, said["digest"], said["filename"], said["size"])


def is_document(seq: int) -> bool:
    """Whether an entry of the ledger holds a document."""
    return entries(kind=EntryKind.DOCUMENT).filter(seq=seq).exists()


def offered_controls() -> QuerySet[Control]:
    """The controls that may meet what a vendor expects."""
    return Control.objects.exclude(state="retired").only("key", "title").order_by("key")


def exception_numbered(pk: int) -> ReportException:
    """One exception. Raises UnknownVendor."""
    return one_of(ReportException.objects.all(), pk, "such exception")


def complementary_numbered(pk: int) -> ComplementaryControl:
    """One control that a vendor expects of us. Raises UnknownVendor."""
    return one_of(ComplementaryControl.objects.all(), pk, "such complementary control")


def finding_numbered(pk: int) -> VendorFinding:
    """One finding. Raises UnknownVendor."""
    return one_of(VendorFinding.objects.all(), pk, "such finding")


def aliases_of(vendor: Vendor) -> list[str]:
    """Other names under which lists hold a vendor."""
    names = VendorProposal.objects.filter(vendor=vendor).exclude(name=vendor.name).order_by("name")
    return list(names.values_list("name", flat=True))


def closed_findings(vendor: Vendor) -> QuerySet[VendorFinding]:
    """What was put right, the last first."""
    return VendorFinding.objects.filter(vendor=vendor).exclude(closed_at=None).order_by("-closed_at")


@dataclass(frozen=True, slots=True)
class PastAssessment:
    """An assessment with its questions in words, each with its answer."""

    assessment: VendorAssessment
    answers: tuple[tuple[str, str], ...]


def assessments_of(vendor: Vendor) -> list[PastAssessment]:
    """Every assessment of a vendor, the last first. A question that is asked no more keeps its key."""
    words = {one.key: one.text for one in QUESTIONS}
    return [
        PastAssessment(
            one, tuple((words.get(key, key), Answer(said).label) for key, said in one.answers.items())
        )
        for one in vendor.assessments.all()
    ]


def expected_of_us() -> QuerySet[ComplementaryControl]:
    """What the current reports of vendors whose relation goes on expect of us, by vendor."""
    found = ComplementaryControl.objects.filter(report__superseded_at=None, report__vendor__ended_on=None)
    return found.select_related("control", "report__vendor").order_by("report__vendor__name", "pk")


def one_of(found: QuerySet[Found], pk: int, what: str) -> Found:
    """The one of a number. Raises UnknownVendor, which says that there is no ``what``."""
    one = found.filter(pk=pk).first()
    if one is None:
        raise UnknownVendor(what)
    return one
