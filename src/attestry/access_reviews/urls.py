"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.access_reviews.views import critical, reviewing

urlpatterns = [
    path("critical-systems/", critical.critical_systems, name="critical_systems"),
    path("access-reviews/", reviewing.access_reviews, name="access_reviews"),
    path("access-reviews/<int:pk>/", reviewing.access_review, name="access_review"),
    path("access-reviews/<int:pk>/decide/", reviewing.access_review_decide, name="access_review_decide"),
    path("access-reviews/<int:pk>/act/", reviewing.access_review_act, name="access_review_act"),
]
