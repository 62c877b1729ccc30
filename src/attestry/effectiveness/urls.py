"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.effectiveness.views import (
    coverage,
    difference,
    excusals,
    exposure,
    proof,
    samples,
    tests,
    vulnerabilities,
)

urlpatterns = [
    path("tests/", tests.control_tests, name="control_tests"),
    path("tests/<slug:test_id>/", tests.control_test, name="control_test"),
    path("tests/<slug:test_id>/items/", tests.control_test_item, name="control_test_item"),
    path("tests/<slug:test_id>/exposure/", exposure.control_test_exposure, name="control_test_exposure"),
    path("tests/<slug:test_id>/sample/", samples.control_test_sample, name="control_test_sample"),
    path("controls/<str:key>/coverage/", coverage.control_coverage, name="control_coverage"),
    path("controls/<str:key>/exposure/", exposure.control_exposure, name="control_exposure"),
    path("controls/<str:key>/excusals/", excusals.excusal_ask, name="excusal_ask"),
    path("controls/<str:key>/excusals/<int:number>/", excusals.excusal_decide, name="excusal_decide"),
    path("vulnerabilities/", vulnerabilities.vulnerability_list, name="vulnerability_list"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("exposure/", exposure.program_exposure, name="exposure"),
    path("prove/", proof.prove_something, name="prove_something"),
    path("prove/<str:reference>/", proof.prove, name="prove"),
    path("as-of/", proof.as_of, name="as_of"),
    path("as-of/difference/", difference.difference, name="difference"),
]
