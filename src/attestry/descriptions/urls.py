"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.descriptions.views import description

_AT = "engagements/<int:number>/"

urlpatterns = [
    path(f"{_AT}description/", description.description, name="description"),
    path(f"{_AT}management/description/<int:criterion>/", description.passage, name="passage"),
    path(f"{_AT}management/description/final/", description.description_final, name="description_final"),
    path(f"{_AT}management/assertion/", description.assertion, name="assertion"),
    path(f"{_AT}firm/description/<int:criterion>/", description.passage_comment, name="passage_comment"),
]
