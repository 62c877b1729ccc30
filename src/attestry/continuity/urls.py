"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.continuity.views import continuity

urlpatterns = [
    path("continuity/", continuity.continuity, name="continuity"),
    path("continuity/end/<str:deed>/<int:pk>/", continuity.continuity_end, name="continuity_end"),
    path("continuity/write/<str:deed>/", continuity.continuity_write, name="continuity_write"),
]
