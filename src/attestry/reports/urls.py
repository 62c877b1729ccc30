"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.reports import policy_pdf, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/policies/<slug:key>/", policy_pdf.policy_pdf, name="policy_pdf"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/download/", views.report_file, name="report_file"),
]
