"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.program.views import steps

urlpatterns = [
    path("program/", steps.program_page, name="program"),
    path("program/<slug:key>/close/", steps.close, name="step_close"),
    path("program/<slug:key>/override/", steps.override, name="step_override"),
    path("program/<slug:key>/reopen/", steps.reopen, name="step_reopen"),
]
