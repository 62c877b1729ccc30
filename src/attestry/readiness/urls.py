"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.readiness.views import assurance, comparison, controls, criteria, frameworks

urlpatterns = [
    path("criteria/", criteria.criteria, name="criteria"),
    path("criteria/<str:reference>/", criteria.criterion, name="criterion"),
    path("criteria/<str:reference>/rate/", comparison.rate, name="criterion_rate"),
    path("controls/", controls.controls, name="controls"),
    path("controls/<str:key>/", controls.control, name="control"),
    path("frameworks/<slug:key>/", frameworks.framework, name="framework"),
    path("assurance/", assurance.assurance, name="assurance"),
    path("readiness/", comparison.readiness, name="readiness"),
    path("readiness/finalise/", comparison.finalise_now, name="readiness_finalise"),
]
