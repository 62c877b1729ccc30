"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from attestry.readiness.views import (
    assessments,
    assurance,
    comparison,
    control,
    controls,
    criteria,
    effort,
    frameworks,
    report_type,
    sizing,
)

urlpatterns = [
    path("criteria/", criteria.criteria, name="criteria"),
    path("criteria/<str:reference>/", criteria.criterion, name="criterion"),
    path("criteria/<str:reference>/rate/", comparison.rate, name="criterion_rate"),
    path("controls/", controls.controls, name="controls"),
    path("controls/owners/", controls.control_owners, name="control_owners"),
    path("controls/owners/<int:pk>/undo/", controls.control_owners_undo, name="control_owners_undo"),
    path("controls/<str:key>/", control.control, name="control"),
    path("frameworks/<slug:key>/", frameworks.framework, name="framework"),
    path("assurance/", assurance.assurance, name="assurance"),
    path("readiness/", comparison.readiness, name="readiness"),
    path("readiness/begin/", assessments.begin, name="assessment_begin"),
    path("readiness/finalise/", assessments.finalise, name="readiness_finalise"),
    path("readiness/discard/", assessments.discard, name="assessment_discard"),
    path("readiness/assessments/", assessments.assessment_list, name="assessments"),
    path("readiness/assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("report-type/", report_type.report_type, name="report_type"),
    path("report-type/answers/", report_type.answer, name="report_type_answers"),
    path("report-type/assumptions/", report_type.assume, name="report_type_assumptions"),
    path("report-type/decide/", report_type.decide, name="report_type_decide"),
    path("effort/", effort.effort, name="effort"),
    path("effort/assumptions/", effort.assume, name="effort_assumptions"),
    path("right-size/", sizing.right_size, name="right_size"),
    path("right-size/lean/", sizing.lean, name="lean_profile"),
    path("report-type/start/", report_type.start, name="report_type_start"),
]
