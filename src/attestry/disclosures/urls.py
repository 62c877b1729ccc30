"""Addresses of this room: readers' below ``/trust/``, management's below ``/disclosures/``."""

from __future__ import annotations

from django.urls import path

from attestry.disclosures.views import managing, reading

urlpatterns = [
    path("trust/files/<uuid:key>/<slug:file_key>/", reading.file_viewer, name="file_viewer"),
    path("trust/files/<uuid:key>/<slug:file_key>/<int:page>.png", reading.file_page, name="file_page"),
    path("trust/download/<str:ticket>/", reading.file_download, name="file_download"),
    path("disclosures/", managing.disclosures, name="disclosures"),
    path("disclosures/files/", managing.shared_files, name="shared_files"),
    path("disclosures/files/<int:pk>/end/", managing.shared_file_end, name="shared_file_end"),
    path("disclosures/trace/", managing.trace, name="trace"),
]
