"""Vendors, their assessments, the reports that they send, and names that wait for a decision."""

from attestry.vendors.models.assessment import VendorAssessment, VendorFinding
from attestry.vendors.models.report import ComplementaryControl, ReportException, VendorReport
from attestry.vendors.models.vendor import Vendor, VendorProposal

__all__ = [
    "ComplementaryControl",
    "ReportException",
    "Vendor",
    "VendorAssessment",
    "VendorFinding",
    "VendorProposal",
    "VendorReport",
]
