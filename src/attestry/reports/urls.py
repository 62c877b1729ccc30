"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.reports import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/download/", views.report_file, name="report_file"),
]
