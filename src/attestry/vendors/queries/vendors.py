"""Reads: one vendor, one report, one part of either, and names that wait."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from attestry.vendors.errors import UnknownVendor
from attestry.vendors.models import (
    ComplementaryControl,
    ReportException,
    Vendor,
    VendorFinding,
    VendorProposal,
    VendorReport,
)

Found = TypeVar("Found", bound=Model)


def vendor_numbered(pk: int) -> Vendor:
    """One vendor. Raises UnknownVendor."""
    return _one(Vendor.objects.select_related("owner"), pk, "such vendor")


def report_numbered(pk: int) -> VendorReport:
    """One report with its parts. Raises UnknownVendor."""
    found = VendorReport.objects.select_related("vendor")
    return _one(found.prefetch_related("exceptions", "complementary__control"), pk, "such report")


def exception_numbered(pk: int) -> ReportException:
    """One exception. Raises UnknownVendor."""
    return _one(ReportException.objects.all(), pk, "such exception")


def complementary_numbered(pk: int) -> ComplementaryControl:
    """One control that a vendor expects of us. Raises UnknownVendor."""
    return _one(ComplementaryControl.objects.all(), pk, "such complementary control")


def finding_numbered(pk: int) -> VendorFinding:
    """One finding. Raises UnknownVendor."""
    return _one(VendorFinding.objects.all(), pk, "such finding")


def proposal_numbered(pk: int) -> VendorProposal:
    """One name that waits or waited. Raises UnknownVendor."""
    return _one(VendorProposal.objects.all(), pk, "such proposal")


def waiting_proposals() -> QuerySet[VendorProposal]:
    """Names that nobody decided on."""
    return VendorProposal.objects.filter(decided_at=None).order_by("name")


def decided_proposals() -> QuerySet[VendorProposal]:
    """Names that were decided on, the newest decision first."""
    return VendorProposal.objects.exclude(decided_at=None).select_related("vendor").order_by("-decided_at")


def _one(found: QuerySet[Found], pk: int, what: str) -> Found:
    one = found.filter(pk=pk).first()
    if one is None:
        raise UnknownVendor(what)
    return one
