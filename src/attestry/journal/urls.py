"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.journal import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/export/", views.journal_export, name="journal_export"),
    path("journal/<int:seq>/", views.journal_entry, name="journal_entry"),
]
