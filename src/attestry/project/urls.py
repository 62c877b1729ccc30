"""The addresses: each room's own list, found by its name."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, path

from attestry.project.api import views
from attestry.project.rooms import ROOMS

handler403 = "attestry.ui.errors.not_allowed"
handler404 = "attestry.ui.errors.not_found"
handler500 = "attestry.ui.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/acts/", views.act_list, name="api_acts"),
    path("api/acts/<str:name>", views.act_one, name="api_act"),
    *(
        pattern
        for room in ROOMS
        if room.is_app and find_spec(f"{room.module}.urls")
        for pattern in import_module(f"{room.module}.urls").urlpatterns
    ),
]
