"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.effectiveness.views import proof, tests

urlpatterns = [
    path("tests/", tests.control_tests, name="control_tests"),
    path("tests/<slug:test_id>/", tests.control_test, name="control_test"),
    path("tests/<slug:test_id>/items/", tests.control_test_item, name="control_test_item"),
    path("prove/", proof.prove_something, name="prove_something"),
    path("prove/<str:reference>/", proof.prove, name="prove"),
    path("as-of/", proof.as_of, name="as_of"),
]
