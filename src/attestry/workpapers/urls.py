"""Addresses of this room: all of them on the firm's side."""

from __future__ import annotations

from django.urls import path

from attestry.workpapers.views import item, listing, paper

_FIRM = "engagements/<int:number>/firm/workpapers/"
_ONE = f"{_FIRM}<int:pk>/"

urlpatterns = [
    path(_FIRM, listing.workpapers, name="workpapers"),
    path(f"{_FIRM}open/", listing.workpapers_open, name="workpapers_open"),
    path(_ONE, paper.workpaper, name="workpaper"),
    path(f"{_ONE}items/<int:item>/", item.workpaper_item, name="workpaper_item"),
    path(f"{_ONE}write/<slug:what>/", paper.workpaper_write, name="workpaper_write"),
]
