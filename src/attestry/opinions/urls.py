"""Addresses of this room: all of them on the firm's side."""

from __future__ import annotations

from django.urls import path

from attestry.opinions.views import opinions

_FIRM = "engagements/<int:number>/firm/opinions/"

urlpatterns = [
    path(_FIRM, opinions.opinions, name="opinions"),
    path(f"{_FIRM}<slug:subject>/", opinions.opinion, name="opinion"),
    path(f"{_FIRM}<slug:subject>/approve/", opinions.opinion_approve, name="opinion_approve"),
]
