"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.control_tests.views import manual, thresholds

urlpatterns = [
    path(
        "tests/<slug:test_id>/thresholds/", thresholds.control_test_thresholds, name="control_test_thresholds"
    ),
    path("controls/<slug:key>/manual-test/", manual.manual_test, name="manual_test"),
]
