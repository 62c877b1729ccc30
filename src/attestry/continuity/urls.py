"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.continuity.views import continuity

urlpatterns = [
    path("continuity/", continuity.continuity, name="continuity"),
    path("continuity/write/<str:deed>/", continuity.continuity_write, name="continuity_write"),
]
