"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.vendors.views import (
    assessing,
    expected,
    importing,
    intake,
    proposals,
    reports,
    vendors,
)

urlpatterns = [
    path("vendors/", vendors.vendors, name="vendors"),
    path("vendors/new/", vendors.vendor_new, name="vendor_new"),
    path("vendors/import/", importing.vendors_import, name="vendors_import"),
    path("vendors/proposals/", proposals.vendor_proposals, name="vendor_proposals"),
    path("vendors/proposals/dismiss/", proposals.vendor_proposals_dismiss, name="vendor_proposals_dismiss"),
    path(
        "vendors/proposals/<int:pk>/reopen/", proposals.vendor_proposal_reopen, name="vendor_proposal_reopen"
    ),
    path("vendors/proposals/<int:pk>/", proposals.vendor_proposal, name="vendor_proposal"),
    path("vendors/<int:pk>/", vendors.vendor, name="vendor"),
    path("vendors/<int:pk>/change/", vendors.vendor_edit, name="vendor_edit"),
    path("vendors/<int:pk>/reports/new/", intake.vendor_report_new, name="vendor_report_new"),
    path("vendors/<int:pk>/assess/", assessing.vendor_assess, name="vendor_assess"),
    path("vendors/<int:pk>/end/", assessing.vendor_end, name="vendor_end"),
    path("vendors/findings/<int:pk>/", assessing.vendor_finding_close, name="vendor_finding_close"),
    path("vendors/<int:pk>/resume/", assessing.vendor_resume, name="vendor_resume"),
    path("vendors/together/", vendors.vendors_bulk, name="vendors_bulk"),
    path("vendors/together/<int:pk>/undo/", vendors.vendors_undo, name="vendors_undo"),
    path("vendors/expected/", expected.vendors_expected, name="vendors_expected"),
    path("vendors/reports/<int:pk>/", reports.vendor_report, name="vendor_report"),
    path("vendors/reports/<int:pk>/correct/", intake.vendor_report_correct, name="vendor_report_correct"),
]
