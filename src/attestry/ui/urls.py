"""The addresses of the style sheet and the gallery."""

from __future__ import annotations

from django.urls import path

from attestry.ui.gallery import gallery
from attestry.ui.stylesheet import stylesheet

urlpatterns = [
    path("ui/attestry.<slug:digest>.css", stylesheet, name="stylesheet"),
    path("gallery/", gallery, name="gallery"),
]
